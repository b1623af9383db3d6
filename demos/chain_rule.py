# %% [markdown] lang="en"
# # The chain rule, from one derivative to a network that learns
#
# Everything here is computed by `autograd_mini`, which knows the derivative of each elementary
# operation and the chain rule, and nothing else. Run the cells from the top, change the numbers,
# and run them again.

# %% [markdown] lang="zh"
# # 链式法则：从一个导数到会学习的网络
#
# 这里的一切都由 `autograd_mini` 算出，它只知道每个基本运算的导数和链式法则，此外一概不知。
# 请从头运行各个单元格，改动数字，再运行一遍。

# %%
from autograd_mini import (
    MLP,
    Value,
    cross_entropy,
    explain,
    log,
    sigmoid,
    textbook,
    zero_grad,
)  # fmt: skip
from autograd_mini.draw import draw_graph, draw_network

# %% lang="en"
language = "en"

# %% lang="zh"
language = "zh"

# %% [markdown] lang="en"
# ## 1. A derivative is a slope
#
# Move $x$ a little, and $f(x)$ moves, too. The derivative is how far $f$ moves, divided by how far
# $x$ moves. For $f(x) = x^2$ the rule says $f'(x) = 2x$, which at $x = 3$ is 6.

# %% [markdown] lang="zh"
# ## 1. 导数就是斜率
#
# 把 $x$ 移动一点，$f(x)$ 也会动。导数就是 $f$ 移动的量除以 $x$ 移动的量。对 $f(x) = x^2$，公式是
# $f'(x) = 2x$，在 $x = 3$ 处是 6。


# %%
def f(x):
    return x * x


h = 1e-5
print((f(3 + h) - f(3 - h)) / (2 * h))

# %% [markdown] lang="en"
# The engine finds the same without two points: it writes down what was computed, and goes back.

# %% [markdown] lang="zh"
# 引擎不需要两个点也能得到同样的结果：它记下算了什么，再往回走。

# %%
x = Value(3.0, label="x")
J = f(x)
J.backward()
print(x.grad)

# %% [markdown] lang="en"
# ## 2. Along a path, derivatives are multiplied
#
# $J = \log \sigma(w x)$ is three operations, one after the other: $y = w x$, then $a = \sigma(y)$,
# then $J = \log a$. If $w$ moves $y$ twice as far, and $y$ moves $a$ a fifth as far, then $w$
# moves $a$ two fifths as far:
#
# $$\frac{\partial J}{\partial w} = \frac{\partial J}{\partial a} \cdot
# \frac{\partial a}{\partial y} \cdot \frac{\partial y}{\partial w}$$
#
# In the picture each edge has its own derivative, and each node has `grad`: the product of all
# that lies between it and $J$.

# %% [markdown] lang="zh"
# ## 2. 沿一条路径，导数相乘
#
# $J = \log \sigma(w x)$ 是三个运算，一个接一个：先是 $y = w x$，再是 $a = \sigma(y)$，最后是
# $J = \log a$。如果 $w$ 让 $y$ 动 2 倍，$y$ 让 $a$ 动五分之一，那么 $w$ 就让 $a$ 动五分之二：
#
# $$\frac{\partial J}{\partial w} = \frac{\partial J}{\partial a} \cdot
# \frac{\partial a}{\partial y} \cdot \frac{\partial y}{\partial w}$$
#
# 图中每条边有自己的导数，每个节点有 `grad`：它与 $J$ 之间所有导数的积。

# %%
w, x = Value(0.5, label="w"), Value(2.0, label="x")
y = w * x
y.label = "y"
a = sigmoid(y)
a.label = "a"
J = log(a)
J.backward()
draw_graph(J, language=language)

# %% [markdown] lang="en"
# The same in letters and in numbers:

# %% [markdown] lang="zh"
# 同样的内容，用字母和数字写出来：

# %%
print(explain(J, wrt=w, language=language))

# %% [markdown] lang="en"
# ## 3. Over several paths, derivatives are added
#
# $J = y \cdot y + y$ uses $y$ three times: both operands of the product, and one of the sum. Each
# of the three ways contributes, so $\partial J/\partial y = y + y + 1$. This is why an engine
# writes `+=`, and why a node waits until everything has arrived before it sends on.

# %% [markdown] lang="zh"
# ## 3. 多条路径，导数相加
#
# $J = y \cdot y + y$ 用了三次 $y$：乘法的两个运算数，以及加法的一个。三条路都有贡献，所以
# $\partial J/\partial y = y + y + 1$。因此引擎要写 `+=`，也因此节点要等全部到齐才往下传。

# %%
w, x = Value(0.5, label="w"), Value(3.0, label="x")
y = w * x
y.label = "y"
J = y * y + y
J.backward()
print(y.grad, y.data + y.data + 1)
draw_graph(J, language=language)

# %% [markdown] lang="en"
# ## 4. A neuron: $\delta = a - y$
#
# A neuron computes $z = \theta_0 + \theta_1 x$ and $a = \sigma(z)$. With a target $y$ of 0 or 1,
# its cost is $J = -y \log a - (1 - y) \log(1 - a)$. Back from $J$ there are two factors,
#
# $$\frac{\partial J}{\partial a} = \frac{a - y}{a (1 - a)}, \qquad
# \frac{\partial a}{\partial z} = a (1 - a),$$
#
# and their product is $\delta = \partial J/\partial z = a - y$: everything else cancels.

# %% [markdown] lang="zh"
# ## 4. 神经元：$\delta = a - y$
#
# 神经元计算 $z = \theta_0 + \theta_1 x$ 与 $a = \sigma(z)$。目标 $y$ 是 0 或 1，代价是
# $J = -y \log a - (1 - y) \log(1 - a)$。从 $J$ 往回有两个因子：
#
# $$\frac{\partial J}{\partial a} = \frac{a - y}{a (1 - a)}, \qquad
# \frac{\partial a}{\partial z} = a (1 - a),$$
#
# 两者的积是 $\delta = \partial J/\partial z = a - y$：其余的都消掉了。

# %%
theta_0, theta_1 = Value(-3.0, label="θ_0"), Value(0.5, label="θ_1")
z = theta_0 + theta_1 * 2.0
z.label = "z"
a = sigmoid(z)
a.label = "a"
J = cross_entropy([a], [1.0])
J.backward()
print(a.grad, "·", a.data * (1 - a.data), "=", z.grad)
print("a − y =", a.data - 1.0)
draw_graph(J, language=language)

# %% [markdown] lang="en"
# ## 5. A network, forward
#
# Four inputs, five hidden units, three outputs. Every unit is such a neuron, and
# $\Theta^{(l)}_{ij}$ leads from unit $j$ of layer $l$ to unit $i$ of layer $l + 1$; column 0 is
# the bias. The sample is the first of the iris flowers, a setosa.
#
# $$z^{(2)} = \Theta^{(1)} a^{(1)}, \quad a^{(2)} = g(z^{(2)}),
# \quad z^{(3)} = \Theta^{(2)} a^{(2)}, \quad a^{(3)} = g(z^{(3)})$$

# %% [markdown] lang="zh"
# ## 5. 网络，前向
#
# 四个输入，五个隐藏单元，三个输出。每个单元都是这样的神经元，$\Theta^{(l)}_{ij}$ 从第 $l$ 层的单元
# $j$ 通向第 $l + 1$ 层的单元 $i$，第 0 列是偏置。样本是第一朵鸢尾花，属于 setosa。
#
# $$z^{(2)} = \Theta^{(1)} a^{(1)}, \quad a^{(2)} = g(z^{(2)}),
# \quad z^{(3)} = \Theta^{(2)} a^{(2)}, \quad a^{(3)} = g(z^{(3)})$$

# %%
net = MLP(4, [5, 3], seed=0)
y = [1.0, 0.0, 0.0]
sample = net.forward([5.1, 3.5, 1.4, 0.2])
J = cross_entropy(sample.a[3], y)
for layer in (2, 3):
    print(f"a^({layer}) =", [round(a_i.data, 4) for a_i in sample.a[layer]])
print("J =", round(J.data, 4))

# %% [markdown] lang="en"
# ## 6. The last layer: $\delta^{(3)} = a^{(3)} - y$
#
# One call goes back through all of it. In the last layer each unit is the neuron of section 4.

# %% [markdown] lang="zh"
# ## 6. 最后一层：$\delta^{(3)} = a^{(3)} - y$
#
# 调用一次，就走完全部的反向传播。最后一层的每个单元，就是第 4 节的神经元。

# %%
J.backward()
print("δ^(3) =", [round(delta_i, 4) for delta_i in sample.delta[3]])
print("a − y =", [round(a_i.data - y_i, 4) for a_i, y_i in zip(sample.a[3], y)])

# %% [markdown] lang="en"
# ## 7. The layer before: $\delta^{(2)}$
#
# $z^{(2)}_j$ moves all three outputs, so its $\delta$ is a sum over three paths, as in section 3.
# Along each path, $\Theta^{(2)}_{ij}$ and $g'(z^{(2)}_j) = a^{(2)}_j (1 - a^{(2)}_j)$ are
# multiplied, as in section 2:
#
# $$\delta^{(2)}_j = \Big( \sum_i \Theta^{(2)}_{ij}\, \delta^{(3)}_i \Big)\, g'(z^{(2)}_j)$$

# %% [markdown] lang="zh"
# ## 7. 前一层：$\delta^{(2)}$
#
# $z^{(2)}_j$ 影响全部三个输出，所以它的 $\delta$ 是对三条路径的和，与第 3 节一样；沿每条路径，
# $\Theta^{(2)}_{ij}$ 与 $g'(z^{(2)}_j) = a^{(2)}_j (1 - a^{(2)}_j)$ 相乘，与第 2 节一样：
#
# $$\delta^{(2)}_j = \Big( \sum_i \Theta^{(2)}_{ij}\, \delta^{(3)}_i \Big)\, g'(z^{(2)}_j)$$

# %%
by_formula = []
for j, a_j in enumerate(sample.a[2], start=1):
    arriving = sum(net.theta[2][i][j].data * sample.delta[3][i] for i in range(3))
    by_formula.append(arriving * a_j.data * (1 - a_j.data))
print("δ^(2)     =", [round(delta_j, 4) for delta_j in sample.delta[2]])
print("Θᵀδ ∘ g′  =", [round(delta_j, 4) for delta_j in by_formula])

# %% [markdown] lang="en"
# ## 8. The weights: $\partial J/\partial \Theta^{(l)}_{ij} = \delta^{(l+1)}_i a^{(l)}_j$
#
# $z^{(l+1)}_i$ is a sum in which $\Theta^{(l)}_{ij}$ stands once, beside $a^{(l)}_j$. So one more
# multiplication, and that is all.

# %% [markdown] lang="zh"
# ## 8. 权重：$\partial J/\partial \Theta^{(l)}_{ij} = \delta^{(l+1)}_i a^{(l)}_j$
#
# $z^{(l+1)}_i$ 是一个和，$\Theta^{(l)}_{ij}$ 在其中出现一次，与 $a^{(l)}_j$ 相乘。
# 所以再乘一次就行了。

# %%
# Units are counted from 0 here; column 0 is the bias, | 这里的单元从 0 数起，第 0 列是偏置，
# so column j belongs to unit j - 1. | 所以第 j 列属于单元 j - 1。
i, j = 1, 2
print(net.theta[2][i][j].grad, "=", sample.delta[3][i] * sample.a[2][j - 1].data)

# %% [markdown] lang="en"
# All of it in one picture: $z$, $a$ and $\delta$ of every unit, and $\Theta \delta$ along the
# arrows back.

# %% [markdown] lang="zh"
# 全部画在一张图里：每个单元的 $z$、$a$ 与 $\delta$，以及沿箭头往回传的 $\Theta \delta$。

# %%
draw_network(sample, y=y, J=J, language=language)

# %% [markdown] lang="en"
# ## 9. Many samples: $\Delta$
#
# The cost of $m$ samples is the mean of theirs. Gradients add up in the weights as long as nobody
# sets them to 0, and the sum over the samples is called $\Delta$:
#
# $$\Delta^{(l)}_{ij} \leftarrow \Delta^{(l)}_{ij} + \delta^{(l+1)}_i a^{(l)}_j, \qquad
# \frac{\partial J(\theta)}{\partial \Theta^{(l)}_{ij}} = \frac{1}{m} \Delta^{(l)}_{ij}$$
#
# Three flowers, one of each species, against the formulas of a textbook, which know no graph:

# %% [markdown] lang="zh"
# ## 9. 多个样本：$\Delta$
#
# $m$ 个样本的代价是各自代价的平均。只要没有人把梯度清零，它们就在权重上累加，对样本的这个和叫
# $\Delta$：
#
# $$\Delta^{(l)}_{ij} \leftarrow \Delta^{(l)}_{ij} + \delta^{(l+1)}_i a^{(l)}_j, \qquad
# \frac{\partial J(\theta)}{\partial \Theta^{(l)}_{ij}} = \frac{1}{m} \Delta^{(l)}_{ij}$$
#
# 用三朵花，每种一朵，与教科书的公式比较，那些公式并不知道什么是图：

# %%
X = [[5.1, 3.5, 1.4, 0.2], [7.0, 3.2, 4.7, 1.4], [6.3, 3.3, 6.0, 2.5]]
Y = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]
zero_grad(net.parameters())
for x, y in zip(X, Y):
    cross_entropy(net.forward(x).a[3], y).backward()
numbers = {
    layer: [[theta.data for theta in row] for row in rows] for layer, rows in net.theta.items()
}
cost, gradient = textbook.gradient(numbers, X, Y)
print(net.theta[1][0][1].grad / 3, "=", gradient[1][0][1])

# %% [markdown] lang="en"
# ## 10. Descent
#
# $\theta \leftarrow \theta - \eta\, \Delta/m$: each weight takes a step downhill, and then it all
# begins again.

# %% [markdown] lang="zh"
# ## 10. 梯度下降
#
# $\theta \leftarrow \theta - \eta\, \Delta/m$：每个权重往下坡走一步，然后一切重新开始。

# %%
for step in range(401):
    zero_grad(net.parameters())
    J = 0.0
    for x, y in zip(X, Y):
        J_of_x = cross_entropy(net.forward(x).a[3], y)
        J_of_x.backward()
        J += J_of_x.data / 3
    for theta in net.parameters():
        theta.data -= 0.3 * theta.grad / 3
    if step % 100 == 0:
        print(step, round(J, 4))

# %% lang="en"
for x, y in zip(X, Y):
    print([round(a_k.data, 2) for a_k in net(x)], "should be", y)

# %% lang="zh"
for x, y in zip(X, Y):
    print([round(a_k.data, 2) for a_k in net(x)], "应为", y)

# %% [markdown] lang="en"
# ## On from here
#
# `autograd-mini course start my-engine` is a course in which you write this engine yourself, in
# eight lessons and fewer than 100 lines of code.

# %% [markdown] lang="zh"
# ## 接下来
#
# `autograd-mini course start my-engine --language zh` 是一门课：分八课自己写出这个引擎，
# 不到 100 行。
