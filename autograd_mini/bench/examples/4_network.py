# A network of 2-2-1
# 2-2-1 网络

from autograd_mini import MLP

net = MLP(2, [2, 1], seed=1)
sample = net.forward([0.5, -1.0])
y = [1.0]
J = net.cost([[0.5, -1.0]], [y])
J.backward()
J
