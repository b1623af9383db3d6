# A node used twice
# 用了两次的节点

from autograd_mini import Value

# Two edges lead to a: what comes back along both is added up.
a = Value(3.0, label="a")
b = a * a
J = b + a
J.backward()
print("∂J/∂a = 2a + 1 =", a.grad)
