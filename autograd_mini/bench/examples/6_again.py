# Derivatives of derivatives
# 导数的导数

from autograd_mini import Value, grad

x = Value(2.0, label="x")
J = x**3
(slope,) = grad(J, [x])  # 3x², as a graph of its own
(bend,) = grad(slope, [x])  # 6x
print(J.data, slope.data, bend.data)
slope
