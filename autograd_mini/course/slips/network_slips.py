"""What goes wrong in a network: lesson 8."""

from autograd_mini.course.slips.slip import slip as _slip

NETWORK_SLIPS = {
    "inputs-again": _slip(
        "x is layer 1. What are the inputs of layer 3?",
        "x 是第 1 层。第 3 层的输入是什么？",
        "Layer 3 gets x once more; its inputs are the outputs of layer 2. What is given to neuron "
        "has to become another list after each layer.",
        "第 3 层又得到了 x；它的输入应当是第 2 层的输出。"
        "每走完一层，交给 neuron 的列表都要换成这一层的输出。",
    ),
    "layers": _slip(
        "If there are two matrices in layers, what is len(z), and what are len(z[0]) and "
        "len(z[1])? What are those of a?",
        "layers 里有两个矩阵时，len(z) 应当是几？len(z[0]) 和 len(z[1]) 呢？a 又是怎样？",
        "z and a have a list for each layer of neurons, in their order, with a node for each "
        "neuron; only the last layer, or all neurons in one list, is something else.",
        "z 和 a 按次序为每一层神经元各有一个列表，列表里每个神经元一个节点；只有最后一层，"
        "或者把所有神经元放进一个列表，都不是这样。",
    ),
    "last-neuron-only": _slip(
        "How often does line {line} run for a layer of three neurons?",
        "一层有三个神经元时，第 {line} 行运行几次？",
        "Line {line} stands behind the loop over the neurons of a layer, and so it runs once for "
        "each layer: only the last neuron is put in. It belongs into that loop, so further to the "
        "right.",
        "第 {line} 行写在走各个神经元的循环之后，每层只运行一次：放进去的只有最后一个神经元。"
        "它应当写在那个循环里面，也就是再往右缩进。",
    ),
    "last-layer-only": _slip(
        "How often does line {line} run if there are two layers of neurons?",
        "有两层神经元时，第 {line} 行运行几次？",
        "Line {line} stands behind the loop over the layers, and so it runs only once: only the "
        "list of the last layer is put in. It belongs into that loop, so further to the right.",
        "第 {line} 行写在走各层的循环之后，只运行一次：放进去的只有最后一层的列表。"
        "它应当写在那个循环里面，也就是再往右缩进。",
    ),
    "other-layers": _slip(
        "Which matrix is the first that your loop takes from layers, and which is the last?",
        "你的循环从 layers 里先取的是哪个矩阵，最后取的又是哪个？",
        "The loop takes the layers in another order. It goes through layers from the first matrix "
        "to the last.",
        "循环走各层的次序不对。它要走遍 layers，从第一个矩阵到最后一个。",
    ),
    "numbers-in-layers": _slip(
        "What do neuron and the costs need of an output: its number, or the node? Print the type "
        "of what is in your lists.",
        "neuron 和代价需要输出的什么：是它的数，还是节点本身？请打印你的列表里各项的类型。",
        "There is a plain number in the lists, where the node itself belongs: a number does not "
        "know what it was computed from, so that no gradient goes back from it.",
        "列表里放的是普通的数，而应当放节点本身：数不知道自己是怎么算出来的，"
        "所以梯度没法从它往回传。",
    ),
    "made-once": _slip(
        "How often is a new list `{name}` made, once or for each layer? What is in it when the "
        "next layer begins?",
        "新的列表 `{name}` 造了几次：一次，还是每一层一次？下一层开始时，里面已经有什么？",
        "`{name}` is made once, before the loop over the layers, so that the neurons of all layers "
        "come into the same list. Make it within that loop, a new one for each layer.",
        "`{name}` 在走各层的循环之前只造了一次，所以各层的神经元都进了同一个列表。"
        "请在那个循环里面造它，每一层一个新的。",
    ),
    "added-too-often": _slip(
        "How often is a list put into `{name}`: once for each layer, or once for each neuron?",
        "列表放进 `{name}` 几次：每一层一次，还是每个神经元一次？",
        "`{name}` has one list for each layer; yours is put in within the loop over the neurons, "
        "and so once for each of them. Look at how far that line is indented.",
        "`{name}` 里每一层一个列表；你在走各个神经元的循环里面就放进去了，所以每个神经元放一次。"
        "请看那一行缩进到哪里。",
    ),
    "z-for-a": _slip(
        "What are the inputs of layer 3, the z of layer 2, or its a?",
        "第 3 层的输入是第 2 层的 z，还是第 2 层的 a？",
        "Layer 3 gets the z of layer 2; its inputs are the outputs a of that layer.",
        "第 3 层得到的是第 2 层的 z；它的输入应当是那一层的输出 a。",
    ),
    "lists-turned": _slip(
        "network returns two lists. Which of them does z, a = network(layers, x) take first?",
        "network 返回两个列表。z, a = network(layers, x) 先取的是哪一个？",
        "The two lists are returned the other way round: z comes first.",
        "返回的两个列表次序反了：z 在前。",
    ),
    "one-in-front": _slip(
        "Which number goes with theta[1] in neuron(theta, x), and what did you put there?",
        "在 neuron(theta, x) 里，与 theta[1] 相乘的是哪个数？你放在那里的是什么？",
        "A 1 is put in front of the inputs of a layer; neuron adds its bias theta[0] without it.",
        "在一层的输入前面放了一个 1；neuron 自己就会加上偏置 theta[0]，不需要它。",
    ),
}
