"""What goes wrong with the inputs of a layer, and in the loops over layers: lesson 8."""

from autograd_mini.course.slips.slip import slip as _slip

INPUT_SLIPS = {
    "pair-for-node": _slip(
        "neuron returns two things. What is in your list for each neuron: a node, or both of them?",
        "neuron 返回两样东西。对每个神经元，你的列表里放的是一个节点，还是这两样一起？",
        "In a list there is what neuron returns, z and a together, where one node is meant. Take "
        "them apart: two names, as in z_i, a_i = …, take one each.",
        "列表里放的是 neuron 返回的 z 和 a 两样，而那里应当是一个节点。请把它们分开："
        "像 z_i, a_i = … 这样写两个名字，就各取一样。",
    ),
    "all-layers": _slip(
        "What are the inputs of layer 3: the numbers of one layer, or the lists of all layers?",
        "第 3 层的输入是什么：某一层的数，还是所有层的列表？",
        "A layer gets a list of lists as its inputs, all layers so far; its inputs are the outputs "
        "a of the layer before it, in one list.",
        "一层得到的输入是列表的列表，也就是到目前为止的所有层；"
        "它的输入应当是前一层的输出 a，放在一个列表里。",
    ),
    "all-samples": _slip(
        "How many samples does network take, and how many does your line give it?",
        "network 一次接受几个样本？你那一行给了它几个？",
        "network is given X, the list of all samples; it takes x, which is one of them.",
        "交给 network 的是 X，即所有样本的列表；它接受的是其中一个样本 x。",
    ),
    "matrix-for-row": _slip(
        "Whose weights does neuron take as theta: those of one neuron, or of a whole layer?",
        "neuron 的 theta 是谁的权重：一个神经元的，还是整个一层的？",
        "neuron is given the matrix of a layer; it takes one row of it, the weights of one neuron.",
        "交给 neuron 的是一层的矩阵；它接受的是其中一行，即一个神经元的权重。",
    ),
    "returns-early": _slip(
        "A `return` ends the whole function. In which loop does yours stand, and what has that "
        "loop still to do?",
        "return 会结束整个函数。你的 return 写在哪个循环里？那时这个循环还有什么没做？",
        "`return` stands in the loop `{loop}` and ends it after its first pass, and the function "
        "with it. Move it to the left, until it comes after all the loops.",
        "return 写在循环 `{loop}` 里面，第一圈就结束了这个循环，也结束了整个函数。"
        "请减少它的缩进，把它放到所有循环之后。",
    ),
    "pair-turned": _slip(
        "neuron returns two things. Which of them does the first name in your line take?",
        "neuron 返回两样东西。你那一行里，第一个名字取的是哪一样？",
        "neuron returns z first, and then a; your line takes a first. Turn the two names round, as "
        "in z_i, a_i = neuron(…).",
        "neuron 先返回 z，再返回 a；你那一行先写了 a。请交换两个名字："
        "像 z_i, a_i = neuron(…) 这样写。",
    ),
    "z-among-a": _slip(
        "Which of the two lists is for z, and which for a? What does your code put into each?",
        "两个列表里，哪个放 z，哪个放 a？你的代码往每个里面放了什么？",
        "In one list there is what belongs in the other one: in z there are the sums of the "
        "neurons, and in a their outputs σ(z). Look at what each append(…) takes.",
        "一个列表里放了应当放进另一个列表的东西：z 里是各神经元的和，a 里是它们的输出 σ(z)。"
        "请看每个 append(…) 的括号里写的是什么。",
    ),
    "first-layer-again": _slip(
        "If there is a layer 4, whose outputs are its inputs, and whose are they in your code?",
        "如果有第 4 层，它的输入是哪一层的输出？在你的代码里又是哪一层的？",
        "Layer 4 gets the outputs of layer 2, a[0]; the inputs of a layer are the outputs of the "
        "layer just before it. Only for layer 3 these are the same.",
        "第 4 层得到的是第 2 层的输出 a[0]；而一层的输入应当是紧挨着的前一层的输出。"
        "只有对第 3 层，两者才相同。",
    ),
    "one-input": _slip(
        "How many inputs has a neuron of layer 3, and how many do you give it?",
        "第 3 层的一个神经元有几个输入？你给了它几个？",
        "A neuron is given one node as its inputs; they are a list, all outputs of the layer "
        "before it.",
        "交给一个神经元的输入只是一个节点；输入应当是列表，也就是前一层的所有输出。",
    ),
    "weights-of-no-row": _slip(
        "What does neuron take as theta, and where is its bias? Is that what your line gives it?",
        "neuron 的 theta 是什么？偏置在它的哪里？你那一行交给它的是这样的吗？",
        "What neuron is given as its weights is no row of a matrix: it takes a whole row, with the "
        "bias in front, as it stands in layers.",
        "交给 neuron 的权重不是矩阵里的一行；它接受的是完整的一行，偏置在最前面，"
        "与 layers 里的一样。",
    ),
    "inputs-of-own-layer": _slip(
        "What is in `{name}` when the first neuron of a layer is called in line {line}? And what "
        "when the second one is?",
        "第 {line} 行调用一层的第一个神经元时，`{name}` 里有什么？调用第二个时呢？",
        "`{name}` is the list of the same layer, which is still being filled: its first neuron "
        "finds nothing in it. The inputs of layer {layer} are the outputs of layer {before}, which "
        "are complete before its loop begins (layer 1 is x): they need a name of their own.",
        "`{name}` 是这一层自己的列表，还在往里放：第一个神经元来的时候，里面什么也没有。"
        "第 {layer} 层的输入是第 {before} 层的输出，在这一层的循环开始之前就已经齐了"
        "（第 1 层就是 x）：它们要有自己的名字。",
    ),
    "inputs-set-too-late": _slip(
        "How often does line {line} run, and which neurons are called after it?",
        "第 {line} 行运行几次？在它之后还调用了哪些神经元？",
        "Line {line} sets `{name}` behind the loop over the layers, when all neurons have been "
        "called already, so that each layer gets x. It belongs into that loop, behind the loop "
        "over the neurons.",
        "第 {line} 行在走各层的循环之后才设定 `{name}`，那时所有的神经元都已经调用过了，"
        "所以每一层得到的都是 x。它应当写在那个循环里面，在走各个神经元的循环之后。",
    ),
    "other-inputs": _slip(
        "Print what neuron is given as its second thing, layer by layer. Are these the outputs of "
        "the layer before, one by one?",
        "逐层打印交给 neuron 的第二样东西。它们是前一层的各个输出吗？逐个比较。",
        "The neurons of layer {layer} are given other inputs than the outputs of layer {before}, "
        "in their order (layer 1 is x).",
        "第 {layer} 层的神经元得到的输入，与第 {before} 层按次序的各个输出不同（第 1 层就是 x）。",
    ),
    "inputs-cut-off": _slip(
        "Can z of layer 2 be reached from an output, edge by edge? Are the inputs of layer 3 the "
        "nodes of layer 2, or only their numbers?",
        "从一个输出沿着边还能走到第 2 层的 z 吗？第 3 层的输入是第 2 层的节点，还是只有它们的数？",
        "The neurons of layer {layer} are given the numbers of layer {before}, and not its nodes, "
        "so that no gradient comes back there. Give them the nodes themselves.",
        "第 {layer} 层的神经元得到的是第 {before} 层的数，而不是它的节点，所以梯度传不回那里。"
        "请把节点本身交给它们。",
    ),
    "one-list": _slip(
        "How many lists do you make for z and a? After you have put something into one of them, "
        "print the other.",
        "你为 z 和 a 一共造了几个列表？往其中一个放进东西以后，把另一个打印出来看看。",
        "z and a are one and the same list under two names, so that all that is put into one of "
        "them is in the other, too. Make two lists, as in z, a = [], [].",
        "z 和 a 是同一个列表，只是有两个名字，所以放进其中一个的，另一个里也有。"
        "请造两个列表，像 z, a = [], [] 这样写。",
    ),
    "list-repeated": _slip(
        "How many inner lists does [[]] * 2 make? Put something into the first of them, and print "
        "them all.",
        "[[]] * 2 造了几个里层的列表？往第一个里放进一样东西，再全部打印出来。",
        "* repeats what stands in the brackets, and does not make it anew: all elements are one "
        "and the same list, so that what is put into one layer is in every other, too. Make a new "
        "list for each layer, in the loop.",
        "* 只是重复方括号里的东西，并不重新造：所有元素都是同一个列表，放进一层的，"
        "别的各层里也有。请在循环里为每一层造一个新列表。",
    ),
    "returned-twice": _slip(
        "network returns two lists. Which of the two do you return first, and which second?",
        "network 返回两个列表。你先返回的是哪一个，后返回的又是哪一个？",
        "The same list is returned twice; the first should be z, and the second a.",
        "同一个列表返回了两次；第一个应当是 z，第二个是 a。",
    ),
    "begins-with-x": _slip(
        "z[0] and a[0] belong to one layer. To which, and what is in yours?",
        "z[0] 和 a[0] 属于同一层。是哪一层？你的里面是什么？",
        "Your list begins with x, which is layer 1; z[0] and a[0] belong to layer 2, the first "
        "that has neurons, so that x is in neither of the two lists.",
        "你的列表从 x 开始，那是第 1 层；而 z[0] 和 a[0] 属于第 2 层，即最前面一层神经元，"
        "所以两个列表里都没有 x。",
    ),
    "z-for-outputs": _slip(
        "network returns two lists. Which of them has the outputs in it, and which of them do you "
        "give to cost?",
        "network 返回两个列表。哪个列表里是输出？你交给 cost 的是哪个？",
        "J is computed from the z of the last layer; its outputs are a. network returns the list z "
        "first, and then the list a.",
        "J 是用最后一层的 z 算的；输出应当是 a。network 先返回列表 z，再返回列表 a。",
    ),
    "inputs-within-layer": _slip(
        "Do the first and the second neuron of a layer have the same inputs? What are they in your "
        "code when the second one begins?",
        "同一层的第一个和第二个神经元，输入相同吗？在你的代码里，轮到第二个时，输入是什么？",
        "The inputs become others after each neuron, and so within a layer, all of whose neurons "
        "have the same inputs. Let them change once for each layer, after the loop over its "
        "neurons.",
        "每个神经元之后输入就变了，而同一层的神经元，输入都是一样的。"
        "请把这一行放到走各神经元的循环之后，每一层只变一次。",
    ),
    "list-for-weight": _slip(
        "In layers there are matrices, in a matrix rows, and in a row weights. Which of them does "
        "that line take, and which of them has a data and a grad?",
        "layers 里是矩阵，矩阵里是行，行里是权重。那一行拿到的是哪一种？哪一种才有 data 和 grad？",
        "`{code}` is a list there, and only a weight has `{name}`. layers is a list of matrices, a "
        "matrix a list of rows, and a row a list of weights: to come to a weight takes a loop for "
        "each of the three.",
        "那里的 `{code}` 是列表，只有权重才有 `{name}`。layers 是矩阵的列表，矩阵是行的列表，"
        "行是权重的列表：要走到每一个权重，需要三个循环，一个套一个。",
    ),
    "sigmoid-of-a": _slip(
        "neuron returns z and a. What goes into the list: its a, or something computed from it?",
        "neuron 返回 z 和 a。放进列表的是它的 a，还是由 a 算出来的别的东西？",
        "Line {line} computes σ(a), which goes into the list in place of a. What neuron returns as "
        "a is σ(z) already: it goes into the list as it is.",
        "第 {line} 行算出 σ(a)，放进列表的就是它，而不是 a。"
        "neuron 返回的 a 已经是 σ(z)，照原样放进列表就行。",
    ),
    "other-node-in-list": _slip(
        "neuron returns z and a. What goes into the list: its {name}, or something computed from "
        "it?",
        "neuron 返回 z 和 a。放进列表的是它的 {name}，还是由它算出来的别的东西？",
        "Line {line} computes another node from the {name} that neuron has returned, and this "
        "goes into the list in its place. What neuron returns goes into the list as it is.",
        "第 {line} 行由 neuron 返回的 {name} 算出另一个节点，放进列表的就是它。"
        "neuron 返回的节点照原样放进列表就行。",
    ),
    "layer-for-output": _slip(
        "{given} is a list. Which layer is it of, and how many outputs are in it?",
        "{given} 是一个列表。它是哪一层的？里面有几个输出？",
        "In line {line}, cost is given {given}, all of layer {layer} at once; it takes one output "
        "and its target. The list a has a list for each layer, and the outputs are in the last of "
        "them: go through a[-1].",
        "第 {line} 行交给 cost 的是 {given}，即第 {layer} 层的整个列表；"
        "cost 接受的是一个输出和它的目标。"
        "a 里每一层有一个列表，输出在最后一个列表里：请逐个走 a[-1]。",
    ),
    "hidden-in-cost": _slip(
        "Of which layer are the nodes that cost is given in line {line}? Which layer has targets?",
        "第 {line} 行交给 cost 的节点属于哪一层？哪一层才有目标？",
        "In line {line}, cost is given {given}, which is of layer {layer}. Only the outputs are "
        "compared with targets, those of layer {last}, the last one: a[-1].",
        "第 {line} 行交给 cost 的是 {given}，它属于第 {layer} 层。"
        "与目标比较的只有输出，也就是最后一层（第 {last} 层）的 a[-1]。",
    ),
    "target-of-another-sample": _slip(
        "Take the second sample. Whose target does line {line} give to cost?",
        "取第二个样本：第 {line} 行交给 cost 的是哪个样本的目标？",
        "In line {line}, an output of sample {sample} is compared with a target of sample {other}. "
        "Each sample has its own: X and Y are gone through side by side, as with zip(X, Y).",
        "第 {line} 行把第 {sample} 个样本的输出和第 {other} 个样本的目标相比。"
        "每个样本有自己的目标：X 和 Y 要并排地走，例如用 zip(X, Y)。",
    ),
    "target-of-another-output": _slip(
        "Take the first output of a sample. With which of its targets does line {line} compare it?",
        "取一个样本的第一个输出：第 {line} 行把它和哪些目标相比？",
        "In line {line}, output {unit} is compared with target {other}. Each output has its own: "
        "outputs and targets are gone through side by side, as with zip(a[-1], y).",
        "第 {line} 行把第 {unit} 个输出和第 {other} 个目标相比。"
        "每个输出有自己的目标：输出和目标要并排地走，例如用 zip(a[-1], y)。",
    ),
    "sigmoid-of-output": _slip(
        "Which function has neuron applied to z already? What does line {line} apply to its a?",
        "neuron 已经对 z 用过哪个函数？第 {line} 行又对它的 a 用了什么？",
        "In line {line}, cost is given σ({given}). But {given} is σ(z) already: neuron has applied "
        "σ, and it is applied once.",
        "第 {line} 行交给 cost 的是 σ({given})。可是 {given} 已经是 σ(z)："
        "neuron 里用过 σ 了，只用一次。",
    ),
    "list-for-output": _slip(
        "How many outputs does cost take at a time, and how many does your line give it?",
        "cost 一次接受几个输出？你那一行给了它几个？",
        "cost is given a whole list; it takes one output, and the target of that one. J of a "
        "sample is the sum of the costs of all its outputs: take them one by one, in a loop.",
        "交给 cost 的是整个列表；它接受的是一个输出和这个输出的目标。"
        "一个样本的 J 是它所有输出的代价之和：请用循环逐个取出。",
    ),
    "list-for-target": _slip(
        "Y holds a list for each sample, and y a number for each output. Which of these does your "
        "line give to cost as the target?",
        "Y 里每个样本有一个列表，y 里每个输出有一个数。你那一行交给 cost 的目标是哪一种？",
        "The target that cost is given is a list; it takes one output and the target of that "
        "output, which is one number of y.",
        "交给 cost 的目标是一个列表；它接受的是一个输出和这个输出的目标，也就是 y 里的一个数。",
    ),
    "both-lists": _slip(
        "network returns two lists. What does the name before = network(…) stand for then: for one "
        "of them, or for both?",
        "network 返回两个列表。写在 = network(…) 前面的名字，是其中的一个，还是两个一起？",
        "`{name}` stands for both lists that network returns, z and a together. Take them apart, "
        "with two names: z, a = network(…).",
        "`{name}` 是 network 返回的两个列表 z 和 a 一起，而不是其中的一个。"
        "请用两个名字把它们分开：z, a = network(…)。",
    ),
    "cost-turned": _slip(
        "In which order does cost take its two things, and in which order does that line give "
        "them?",
        "cost 按什么次序接受两样东西？那一行又是按什么次序给的？",
        "cost(a, y) takes the output first, which is a node, and then its target, which is a "
        "number. What that line gives it first is the target, whatever it is called there.",
        "cost(a, y) 先接受输出，它是节点；再接受目标，它是数。"
        "那一行先给的是目标，不管它在那里叫什么名字。",
    ),
    "neuron-turned": _slip(
        "In which order does neuron take its two lists, and in which order does that line give "
        "them?",
        "neuron 按什么次序接受两个列表？那一行又是按什么次序给的？",
        "neuron(theta, x) takes the weights first, and then the inputs. What that line "
        "gives it first are the inputs, whatever they are called there.",
        "neuron(theta, x) 先接受权重，再接受输入。那一行先给的是输入，不管它们在那里叫什么名字。",
    ),
}
