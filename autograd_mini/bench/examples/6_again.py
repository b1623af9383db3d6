# Derivatives of derivatives
# 导数的导数

from autograd_mini import Value, grad

x = Value(2.0, label="x")
J = x**3
# 3x², a graph of its own | 3x²，自成一个图
(slope,) = grad(J, [x])
# 6x | 6x
(bend,) = grad(slope, [x])
print(J.data, slope.data, bend.data)
slope
