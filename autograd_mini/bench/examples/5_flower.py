# 4-5-3 on an iris flower, with δ
# 4-5-3 网络与一朵鸢尾花，带 δ

from autograd_mini import MLP, cross_entropy

net = MLP(4, [5, 3], seed=0)
sample = net.forward([5.1, 3.5, 1.4, 0.2])
y = [1.0, 0.0, 0.0]
J = cross_entropy(sample.a[3], y)
J.backward()
print("δ^(3) = a − y")
for delta in sample.delta[3]:
    print("  ", round(delta, 4))
print("δ^(2) = Θᵀδ^(3) ∘ g′(z)")
for delta in sample.delta[2]:
    print("  ", round(delta, 4))
sample
