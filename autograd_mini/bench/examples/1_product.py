# One product
# 一个乘积

from autograd_mini import Value

# Each edge of the graph carries a local derivative; backward() multiplies and adds them up.
w = Value(2.0, label="w")
x = Value(-3.0, label="x")
J = w * x
J.backward()
print("∂J/∂w =", w.grad, "  ∂J/∂x =", x.grad)
