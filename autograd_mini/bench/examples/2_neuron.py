# A neuron
# 一个神经元

from autograd_mini import Value, cross_entropy, sigmoid

x, w, b = Value(2.0, label="x"), Value(-0.5, label="w"), Value(0.3, label="b")
z = w * x + b
a = sigmoid(z)
J = cross_entropy([a], [1])
J.backward()
print("δ = ∂J/∂z =", z.grad, "and a − y =", a.data - 1)
