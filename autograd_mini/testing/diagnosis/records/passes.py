"""What can be wrong with how gradients are collected, and with the order of the sweep."""

from autograd_mini.testing.diagnosis.records import Record


def enter(record: Record) -> None:
    """Enter the records."""
    group = "accumulation"
    record(
        "overwrites-gradient", group,
        "your engine REPLACES a gradient where it should ADD to it{in_op}.",
        "你的引擎在应当累加梯度的地方把梯度覆盖了{in_op}。",
        "In J = a + a, how often does a reach J? How many terms does ∂J/∂a have, then?",
        "在 J = a + a 中，a 经过几条路径到达 J？那么 ∂J/∂a 有几项？",
        code="self.grad = other.data * out.grad", smallest="a + a", lesson=4,
    )  # fmt: skip
    record(
        "subtracts-gradient", group,
        "your engine SUBTRACTS from a gradient where it should ADD to it.",
        "你的引擎在应当累加梯度的地方却做了减法。",
        "∂J/∂a is a sum over the paths from a to J. Is −= how you collect a sum?",
        "∂J/∂a 是从 a 到 J 的各条路径之和。用 −= 能求出这个和吗？",
        code="parent.grad -= node.grad * partial", smallest="a·b", lesson=4,
    )  # fmt: skip
    record(
        "inner-gradients-kept", group,
        "a second pass starts with the inner gradients of the first one still in place.",
        "第二次反向传播开始时，内部节点还留着第一次的梯度。",
        "Run backward() twice. What is the gradient of an inner node when the second pass begins?",
        "运行两次 backward()：第二次开始时，内部节点的梯度是多少？",
        code="# no node.grad = 0.0 at the start of backward() | "
        "backward() 的开头没有 node.grad = 0.0",
        smallest="(a·b)·c, twice", lesson=5,
    )  # fmt: skip
    record(
        "leaf-gradients-reset", group,
        "every pass sets the gradients of the leaves to 0, so two results do not add up.",
        "每次反向传播都把叶节点的梯度清零，因此两个结果的梯度没有相加。",
        "J and K both use a leaf. What should its gradient be after J.backward() and K.backward()?",
        "J 和 K 都用到同一个叶节点。先后运行 J.backward() 和 K.backward() 之后，它的梯度应是多少？",
        code="for node in order: node.grad = 0.0", smallest="J = a·b, then K = a·c", lesson=5,
    )  # fmt: skip
    record(
        "gradient-starts-at-one", group,
        "gradients start at 1; they are sums, and an empty sum is 0.",
        "梯度从 1 开始；梯度是和，空和（一项也没有的和）是 0。",
        "What is the gradient of a node before anything has been sent to it?",
        "还没有收到任何东西时，一个节点的梯度应是多少？",
        code="self.grad = 1.0   # in __init__ | 在 __init__ 中", smallest="a·b", lesson=3,
    )  # fmt: skip
    record(
        "missing-seed", group,
        "the pass does not start: the gradient of the result has to be set to 1 first.",
        "反向传播没有起点：要先把结果的梯度设为 1。",
        "What is ∂J/∂J, and where does your engine say so?",
        "∂J/∂J 是多少？你的引擎在哪里写了这一点？",
        code="# no self.grad = 1.0 in backward() | backward() 里没有 self.grad = 1.0",
        smallest="a·b", lesson=3,
    )  # fmt: skip
    record(
        "wrong-seed", group,
        "the pass starts with a wrong gradient: ∂J/∂J is 1, for the result and for no other node.",
        "反向传播的起始梯度不对：∂J/∂J 是 1，而且只对结果节点如此。",
        "What is ∂J/∂J, and for which node is it set?",
        "∂J/∂J 是多少？它是为哪个节点设定的？",
        code="self.grad = self.data", smallest="a·b", lesson=3,
    )  # fmt: skip
    record(
        "seed-ignored", group,
        "backward takes a seed and does not use it: backward(2) does what backward() does.",
        "backward 接受种子却没有使用它：backward(2) 与 backward() 的结果一样。",
        "What should all gradients be after backward(2), compared with backward()?",
        "与 backward() 相比，backward(2) 之后所有梯度应是多少？",
        code="self.grad = 1.0   # whatever the seed | 不管种子是多少",
        smallest="a·b with backward(2)", lesson=3,
    )  # fmt: skip
    record(
        "result-gradient-erased", group,
        "the gradient of the result is gone after the pass; ∂J/∂J is 1.",
        "反向传播之后，结果自己的梯度不见了；∂J/∂J 应是 1。",
        "What should J.grad be after J.backward()?",
        "J.backward() 之后，J.grad 应是多少？",
        code="self.grad = 0.0   # at the end of backward() | 在 backward() 的末尾",
        smallest="a·b", lesson=5,
    )  # fmt: skip

    group = "order"
    record(
        "no-topological-order", group,
        "a node sends its gradient on before all that were computed from it have sent theirs.",
        "节点还没有收齐所有用到它的节点传回的梯度，就把自己的梯度传下去了。",
        "Let y be used at two places. When it is the turn of y to send, has it got everything?",
        "设 y 在两处被使用。轮到 y 传递时，它收齐了吗？",
        code="queue = [self]; for node in queue: …", smallest="y = a·b; J = y + y·y", lesson=5,
    )  # fmt: skip
    record(
        "sends-before-complete", group,
        "an inner node passes on only what the first of the nodes that use it gave it.",
        "内部节点只把第一个用到它的节点传给它的梯度传下去。",
        "Let y be an inner node that is used twice. How much of its gradient does it pass on?",
        "设内部节点 y 被使用两次。它把自己梯度中的多少传了下去？",
        code="if not parent.grad: parent.grad += …", smallest="y = a·b; J = y·y + y", lesson=5,
    )  # fmt: skip
    record(
        "visits-twice", group,
        "a node that is used twice is collected or visited twice, and sends its whole sum each "
        "time.",
        "被使用两次的节点被收集（或访问）了两次，每次都把全部的和传下去。",
        "Let y be used twice. How often is y collected or visited, and what does it send each "
        "time?",
        "设 y 被使用两次。它被收集（或访问）几次？每次传出什么？",
        code="self._backward(); for child in self.children: child.backward()",
        smallest="y = a·b; J = y·y", lesson=5,
    )  # fmt: skip
    record(
        "order-not-reversed", group,
        "the pass goes from the leaves to the result; backward has to begin at the result.",
        "你的反向传播从叶节点走向结果；应当从结果开始。",
        "Which node sends first, and what is its gradient at that moment?",
        "哪个节点最先传递？那一刻它的梯度是多少？",
        code="for node in order: …   # not reversed(order) | 而不是 reversed(order)",
        smallest="(a·b)·c", lesson=5,
    )  # fmt: skip
    record(
        "stops-early", group,
        "the backward pass stops before it has reached all leaves.",
        "反向传播还没有到达所有叶节点就停了。",
        "Which nodes does your backward pass visit, and which are left out?",
        "你的反向传播走到了哪些节点？哪些没有走到？",
        code="self._backward()   # and no more | 到此为止", smallest="(a·b)·c", lesson=3,
    )  # fmt: skip
    record(
        "sends-on-arrival", group,
        "a node sends each time that something arrives, with all that it has by then, so that "
        "part of it is sent twice or more.",
        "节点每收到一份就立刻把手头的全部传下去，因此有一部分被传了两次或更多次。",
        "Let y be used twice. What does y send when the first part has arrived, and what when the "
        "second has?",
        "设 y 被使用两次。第一份到达时，y 传出什么？第二份到达时又传出什么？",
        code="for parent, partial in …: parent.grad += self.grad * partial; parent.push()",
        smallest="y = a·b; J = y + y", lesson=5,
    )  # fmt: skip
    record(
        "order-of-a-set", group,
        "the nodes send in the order of a set, which has none, and may differ in every run.",
        "节点按集合的次序传递；集合没有次序，每次运行都可能不同。",
        "In which order does a set give its elements, and in which do your nodes have to send?",
        "集合按什么次序给出元素？你的节点应当按什么次序传递？",
        code="for node in set_of_nodes: …   # not sorted | 没有排序", smallest="(a·b)·c", lesson=5,
    )  # fmt: skip
    record(
        "result-left-out", group,
        "the result itself is not among the nodes that send, so nothing starts to flow.",
        "传递的节点里没有结果自己，所以什么也传不出去。",
        "Which node has to send first? Is it among the nodes that you collect?",
        "哪个节点应当最先传递？它在你收集的节点里吗？",
        code="nodes = set()   # and self? | self 呢？", smallest="a + b", lesson=5,
    )  # fmt: skip
    record(
        "seed-erased", group,
        "the gradient of the result is set to 1, and then to 0 before anything is sent.",
        "结果的梯度先设为 1，还没有传出什么，又被设成了 0。",
        "What is the gradient of J at the moment when J sends?",
        "J 传递的那一刻，J 的梯度是多少？",
        code="self.grad = 1.0; for node in inner_nodes: node.grad = 0.0", smallest="a + b",
        lesson=5,
    )  # fmt: skip
    record(
        "recurses-first", group,
        "a parent has to send before it has got its gradient: the function calls itself too early.",
        "parents 还没有得到梯度就开始传递：函数过早地调用了自己。",
        "What is the gradient of a parent at the moment when it sends?",
        "运算数传递的那一刻，它的梯度是多少？",
        code="parent.push(); parent.grad += self.grad * partial", smallest="(a·b)·c", lesson=3,
    )  # fmt: skip
    record(
        "marks-kept", group,
        "the marks of the first pass are still there in the second, which leaves those nodes out.",
        "第一次反向传播做的标记，第二次时还在，于是这些节点被跳过了。",
        "Run backward() twice. Which nodes does the second pass still visit?",
        "运行两次 backward()：第二次还会访问哪些节点？",
        code="if node.visited: return; node.visited = True", smallest="(a·b)·c, twice", lesson=5,
    )  # fmt: skip
