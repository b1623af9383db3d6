# One product
# 一个乘积

from autograd_mini import Value

# Each edge carries a local derivative; | 每条边带有一个局部导数；
# backward() multiplies and adds them. | backward() 把它们相乘、相加。
w = Value(2.0, label="w")
x = Value(-3.0, label="x")
J = w * x
J.backward()
print("∂J/∂w =", w.grad)
print("∂J/∂x =", x.grad)
