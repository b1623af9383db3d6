# A neuron
# 一个神经元

from autograd_mini import Value, cross_entropy, sigmoid

x = Value(2.0, label="x")
w = Value(-0.5, label="w")
b = Value(0.3, label="b")
z = w * x + b
a = sigmoid(z)
J = cross_entropy([a], [1])
J.backward()
# Both are δ. | 两者都是 δ。
print("∂J/∂z =", z.grad)
print("a − y =", a.data - 1)
