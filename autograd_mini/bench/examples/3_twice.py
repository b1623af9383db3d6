# A node used twice
# 用了两次的节点

from autograd_mini import Value

# Two edges lead to a: what comes back | 两条边通向 a：
# along both is added up. | 沿两条边传回的量相加。
a = Value(3.0, label="a")
b = a * a
J = b + a
J.backward()
print("∂J/∂a = 2a + 1 =", a.grad)
