r"""The sentences of explanations, in English and in Chinese.

Formulas are data and read the same in every language; only these sentences are translated.  In a
sentence, <name> is a field to fill in, and |δ = a − y|\delta = a - y| a formula, as text and in
LaTeX.
"""

ENGLISH = {
    "title": "How <J> depends on <wrt>",
    "title_all": "Every derivative of <J>",
    "graph": "The graph",
    "graph_text": "Every operation is a node. A node without a name of its own is called "
    "|v_1, v_2, …|v_1, v_2, \\ldots| here. Numbers are computed with all their digits and printed "
    "with <digits> significant ones, so a sum of printed ones may end in other digits.",
    "given": "Given are",
    "computed": "and computed from them, in this order:",
    "no_path": "<J> is not computed from <wrt>: there is no path from one to the other. Whatever "
    "<wrt> is, <J> stays the same, so the derivative is 0.",
    "inner": "<wrt> is itself computed from others. Here it is taken for a variable of its own: "
    "the derivative says how <J> changes when <wrt> alone is changed, and what <wrt> was computed "
    "from is left out.",
    "itself": "<J> is |J|J| itself, and changes as fast as itself.",
    "paths": "Along the paths",
    "paths_text": "<count> paths lead from <wrt> to <J>. Along each, a change is multiplied by one "
    "local derivative after the other, from the last operation back to the first; what "
    "arrives along all of them is added up.",
    "path_text": "One path leads from <wrt> to <J>. Along it, a change is multiplied by one local "
    "derivative after the other, here from the last operation back to the first.",
    "paths_many": "<count> paths lead from <wrt> to <J>, too many to write down. The chain rule "
    "need not: it adds up at every node what the nodes computed from it send back, so each edge "
    "is used once, however many paths lead through it. That is the next section.",
    "sweep": "Node by node, from the back",
    "sweep_text": "The same in one sweep. The derivative with respect to a node |n|n| is the sum, "
    "over all nodes |c|c| computed from it, of what each sends back:",
    "sweep_all": "One sweep finds all derivatives. The derivative with respect to a node |n|n| is "
    "the sum, over all nodes |c|c| computed from it, of what each sends back:",
    "sweep_order": "A node sends its own derivative, so that has to be complete. The newest node "
    "comes first, since a node is always older than those computed from it.",
    "reused": "Used more than once: <nodes>. This is where the order matters. Such a node must "
    "wait until all nodes computed from it have sent. Had it gone on after the first of them, it "
    "would have sent on only a part, and would have to come back with the rest, or send the first "
    "part twice.",
    "added": "Used more than once: <nodes>. What comes back along each edge is added up "
    "(|+=|\\mathrel{+}=|); were it written over what is there, only the last part would be left.",
    "kinks": "Computed at a kink: <nodes>. There the slopes of the two sides differ, so there is "
    "no derivative; the number that is used here is a convention.",
    "slots": "An operation that uses a node more than once has an edge for each use; the index of "
    "|[1], [2], …|\\vert_1, \\vert_2, \\ldots| says for which.",
    "network": "Backpropagation, derived for one sample",
    "network_many": "Backpropagation, derived for <m> samples",
    "sample": "The sample and the weights",
    "sample_text": "A network with <layers> layers of <sizes> units. The sample and its target are",
    "sample_many": "A network with <layers> layers of <sizes> units. The derivation is written out "
    "for the first of the <m> samples. It and its target are",
    "weights_text": "Row |i|i| of |Θ^(l)|\\Theta^{(l)}| belongs to unit |i|i| of layer "
    "|l + 1|l+1|. Numbers are computed with all their digits and printed with <digits> significant "
    "ones, so a sum of printed ones may end in other digits.",
    "weights_text_bias": "Row |i|i| of |Θ^(l)|\\Theta^{(l)}| belongs to unit |i|i| of layer "
    "|l + 1|l+1|; column 0 is the bias, the weight of the constant |a_0 = 1|a_0 = 1|. Numbers are "
    "computed with all their digits and printed with <digits> significant ones, so a sum of "
    "printed ones may end in other digits.",
    "forward": "Forward: |z|z| and |a|a|",
    "forward_z": "Layer <layer>: every unit adds up its weighted inputs,",
    "forward_a": "and applies its activation,",
    "forward_identity": "and passes the sum on as it is: |a = z|a = z|.",
    "cost": "The cost |J|J|",
    "cost_text": "The cross-entropy of this sample. A term whose factor |y|y| or |1 − y|1-y| is 0 "
    "is left out.",
    "saturated": "A unit is saturated on the wrong side: its |a|a| is exactly 0 or 1, so |J|J| "
    "would be infinite, while its derivative with respect to |z|z|, |a − y|a - y|, is still right.",
    "delta": "What follows goes back from |J|J| and asks how fast it changes with each |z|z|. |δ|"
    "\\delta| is short for that derivative: "
    "|δ_k = ∂J/∂z_k|\\delta_k = \\frac{\\partial J}{\\partial z_k}|.",
    "output": "The last layer: |δ^(<last>) = a^(<last>) − y|\\delta^{(<last>)} = a^{(<last>)} - y|",
    "output_text": "Only one path leads from |z_k|z_k| to |J|J|, through |a_k|a_k|, so the chain "
    "rule has two factors. The first is",
    "output_slope": "and the second is the slope of the sigmoid,",
    "output_product": "In the product of the two, |a_k · (1 − a_k)|a_k (1-a_k)| cancels:",
    "output_remark": "Each factor on its own is in trouble when a unit saturates. On the wrong "
    "side, towards |a = 0|a = 0| where |y = 1|y = 1| and towards |a = 1|a = 1| where |y = 0|y = "
    "0|, the "
    "first grows beyond bounds; on either side the second vanishes. Their product stays between "
    "|−1|-1| and |1|1|.",
    "weights": "The weights |Θ^(<layer>)|\\Theta^{(<layer>)}|",
    "gradient_text": "|Θ_ij|\\Theta_{ij}| occurs in |z_i|z_i| only, as the factor of |a_j|a_j|:",
    "gradient_entry": "For one weight,",
    "sums_all": "and for all of layer <layer>:",
    "gradient_all": "and for all of them at once, row |i|i|, column |j|j|:",
    "gradient_bias": "The bias is the weight of the constant |a_0 = 1|a_0 = 1|, so its derivative "
    "is |δ|\\delta| itself: |∂J/∂Θ_i0 = δ_i|\\frac{\\partial J}{\\partial \\Theta_{i0}} = "
    "\\delta_i|.",
    "indices": "On the indices: many texts write |j|j| on both factors halfway through. "
    "|i|i| on |δ|\\delta| and |j|j| on |a|a|, the row and the column of |Θ|\\Theta|, is the "
    "consistent way.",
    "hidden": "Layer <layer>: |δ^(<layer>) = Θᵀδ ∘ g′|"
    "\\delta^{(<layer>)} = \\Theta^{\\mathsf T} \\delta \\circ g'|",
    "hidden_text": "|z_j|z_j| of layer <layer> reaches |J|J| through |a_j|a_j| and then through "
    "every unit of layer <above>. So what comes back is a sum over these units, times one slope:",
    "hidden_numbers": "Column |j|j| of |Θ|\\Theta| meets all of "
    "|δ^(<above>)|\\delta^{(<above>)}|. For the whole layer:",
    "hidden_numbers_bias": "Column |j|j| of |Θ|\\Theta| meets all of "
    "|δ^(<above>)|\\delta^{(<above>)}|. Column 0 stays out, for nothing leads from a bias unit "
    "further back. For the whole layer:",
    "slope_text": "The slope |g′(z)|g'(z)| is the derivative of the activation:",
    "slope_sigmoid": "The slope of the sigmoid is |g′(z) = a · (1 − a)|g'(z) = a (1 - a)|, with "
    "|a = g(z)|a = g(z)|:",
    "accumulate": "Over the samples: |Δ|\\Delta|",
    "accumulate_text": "Each sample adds its share to |Δ|\\Delta|, which starts at 0. After |m|m| "
    "samples the gradient of |J(θ) = (1/m) Σ J^(i)|J(\\theta) = \\frac{1}{m} \\sum_i J^{(i)}| "
    "is |Δ/m|\\Delta / m|.",
    "accumulate_one": "Here |m = 1|m = 1|, so |Δ/m|\\Delta/m| is the gradient found above. For one "
    "weight,",
    "accumulate_many": "Here |m|m| is <m>. For one weight,",
    "descend": "One step down: gradient descent",
    "descend_text": "Every weight moves against its derivative, by the learning rate "
    "<rate> times that:",
    "descend_all": "and all of them:",
}

CHINESE = {
    "title": "<J> 如何依赖于 <wrt>",
    "title_all": "<J> 的全部导数",
    "graph": "计算图",
    "graph_text": "每个运算是一个节点。没有名字的节点在这里记作 |v_1, v_2, …|v_1, v_2, \\ldots|。"
    "计算用全部位数，这里只写出 <digits> 位有效数字，"
    "所以用写出的数相加，末位可能不同。",
    "given": "已知",
    "computed": "由它们依次算得：",
    "no_path": "<J> 的计算没有用到 <wrt>：两者之间没有路径。无论 <wrt> 取何值，<J> 都不变，"
    "所以导数为 0。",
    "inner": "<wrt> 本身也是由其他节点算出来的。这里把它当作独立的变量：导数说明只改变 <wrt> 时 "
    "<J> 如何变化，而不再追问 <wrt> 由什么算出。",
    "itself": "<J> 就是 |J|J| 本身，对自身的导数是 1。",
    "paths": "沿着路径",
    "paths_text": "从 <wrt> 到 <J> 有 <count> 条路径。沿每条路径，变化量依次乘以各个局部导数，"
    "这里从最后一个运算写到第一个；各条路径的结果相加。",
    "path_text": "从 <wrt> 到 <J> 只有一条路径。沿着它，变化量依次乘以各个局部导数，"
    "这里从最后一个运算写到第一个。",
    "paths_many": "从 <wrt> 到 <J> 有 <count> 条路径，多得无法逐条写出。链式法则也不需要这样做："
    "它在每个节点把由它算出的各个节点传回的量相加，因此无论有多少条路径经过，每条边只用一次。"
    "见下一节。",
    "sweep": "从后往前，逐个节点",
    "sweep_text": "同样的结果，只需把图遍历一遍。对节点 |n|n| 的导数，"
    "是由它算出的所有节点 |c|c| 传回的量之和：",
    "sweep_all": "只需把图遍历一遍，就得到全部导数。对节点 |n|n| 的导数，"
    "是由它算出的所有节点 |c|c| 传回的量之和：",
    "sweep_order": "每个节点传回的是它自己的导数，所以那个导数必须已经完整。"
    "节点总比由它算出的节点更早产生，因此从最新的节点开始。",
    "reused": "<nodes> 被用了不止一次。这里次序很重要：这样的节点必须等到由它算出的所有节点"
    "都已传回。如果只等到其中第一个就往回传，传出的只是一部分，之后还得回来补传其余部分，"
    "或者把第一部分传两遍。",
    "added": "<nodes> 被用了不止一次。沿每条边传回的量要相加（|+=|\\mathrel{+}=|）；"
    "如果用后到的覆盖先到的，就只剩最后一部分。",
    "kinks": "<nodes> 恰好在折点处：那里左右两侧的斜率不同，导数不存在；这里用的数是一种约定。",
    "slots": "一个运算若多次用到同一个节点，每次各有一条边；下标 "
    "|[1], [2], …|\\vert_1, \\vert_2, \\ldots| 指明是哪一条。",
    "network": "一个样本的反向传播推导",
    "network_many": "<m> 个样本的反向传播推导",
    "sample": "样本与权重",
    "sample_text": "网络共 <layers> 层，各层单元数为 <sizes>。样本及其目标值为",
    "sample_many": "网络共 <layers> 层，各层单元数为 <sizes>。下面对 <m> 个样本中的第一个写出推导。"
    "这个样本及其目标值为",
    "weights_text": "|Θ^(l)|\\Theta^{(l)}| 的第 |i|i| 行属于第 |l + 1|l+1| 层的第 |i|i| "
    "个单元。计算用全部位数，这里只写出 <digits> 位有效数字，"
    "所以用写出的数相加，末位可能不同。",
    "weights_text_bias": "|Θ^(l)|\\Theta^{(l)}| 的第 |i|i| 行属于第 |l + 1|l+1| 层的第 |i|i| "
    "个单元；第 0 列是偏置，即常数 |a_0 = 1|a_0 = 1| 的权重。"
    "计算用全部位数，这里只写出 <digits> 位有效数字，"
    "所以用写出的数相加，末位可能不同。",
    "forward": "前向：|z|z| 与 |a|a|",
    "forward_z": "第 <layer> 层：每个单元求输入的加权和，",
    "forward_a": "再施加激活函数，",
    "forward_identity": "并原样输出：|a = z|a = z|。",
    "cost": "代价 |J|J|",
    "cost_text": "这个样本的交叉熵。因子 |y|y| 或 |1 − y|1-y| 为 0 的项略去。",
    "saturated": "有一个单元在错误的一侧饱和：它的 |a|a| 恰为 0 或 1，|J|J| 将是无穷大；"
    "而它对 |z|z| 的导数 |a − y|a - y| 仍然正确。",
    "delta": "下面从 |J|J| 往回走，求它随每个 |z|z| 变化得多快。|δ|\\delta| 是这个导数的简记："
    "|δ_k = ∂J/∂z_k|\\delta_k = \\frac{\\partial J}{\\partial z_k}|。",
    "output": "最后一层：|δ^(<last>) = a^(<last>) − y|\\delta^{(<last>)} = a^{(<last>)} - y|",
    "output_text": "从 |z_k|z_k| 到 |J|J| 只有一条路径，经过 |a_k|a_k|，"
    "所以链式法则给出两个因子。第一个是",
    "output_slope": "第二个是 sigmoid 的导数，",
    "output_product": "两者相乘，|a_k · (1 − a_k)|a_k (1-a_k)| 约去：",
    "output_remark": "单元饱和时，单独看两个因子都会出问题：在错误的一侧，即 "
    "|y = 1|y = 1| 而 |a|a| 趋近 0，或 |y = 0|y = 0| 而 |a|a| 趋近 1 时，"
    "第一个因子无限增大；无论在哪一侧，第二个都趋于零。"
    "它们的乘积始终在 |−1|-1| 与 |1|1| 之间。",
    "weights": "权重 |Θ^(<layer>)|\\Theta^{(<layer>)}|",
    "gradient_text": "|Θ_ij|\\Theta_{ij}| 只出现在 |z_i|z_i| 中，是 |a_j|a_j| 的系数：",
    "gradient_entry": "对其中一个权重，",
    "sums_all": "对第 <layer> 层的全部权重：",
    "gradient_all": "对全部权重，第 |i|i| 行第 |j|j| 列：",
    "gradient_bias": "偏置是常数 |a_0 = 1|a_0 = 1| 的权重，所以它的导数就是 |δ|\\delta| 本身："
    "|∂J/∂Θ_i0 = δ_i|\\frac{\\partial J}{\\partial \\Theta_{i0}} = \\delta_i|。",
    "indices": "关于下标：许多教材在推导中途把两个因子都写成 |j|j|。|δ|\\delta| 用 |i|i|、"
    "|a|a| 用 |j|j|，即 |Θ|\\Theta| 的行与列，才前后一致。",
    "hidden": "第 <layer> 层：|δ^(<layer>) = Θᵀδ ∘ g′|"
    "\\delta^{(<layer>)} = \\Theta^{\\mathsf T} \\delta \\circ g'|",
    "hidden_text": "第 <layer> 层的 |z_j|z_j| 先经过 |a_j|a_j|，再经过第 <above> 层的每一个单元"
    "到达 |J|J|。所以传回的量是对这些单元的求和，再乘以一个导数：",
    "hidden_numbers": "|Θ|\\Theta| 的第 |j|j| 列与整个 |δ^(<above>)|\\delta^{(<above>)}| 相乘。"
    "对整层：",
    "hidden_numbers_bias": "|Θ|\\Theta| 的第 |j|j| 列与整个 |δ^(<above>)|\\delta^{(<above>)}| "
    "相乘；第 0 列不参与，因为偏置单元之前没有别的节点。对整层：",
    "slope_text": "|g′(z)|g'(z)| 是激活函数的导数：",
    "slope_sigmoid": "sigmoid 的导数是 |g′(z) = a · (1 − a)|g'(z) = a (1 - a)|，其中 "
    "|a = g(z)|a = g(z)|：",
    "accumulate": "对样本累加：|Δ|\\Delta|",
    "accumulate_text": "|Δ|\\Delta| 从 0 开始，每个样本加上自己的一份。|m|m| 个样本之后，"
    "|J(θ) = (1/m) Σ J^(i)|J(\\theta) = \\frac{1}{m} \\sum_i J^{(i)}| "
    "的梯度就是 |Δ/m|\\Delta / m|。",
    "accumulate_one": "这里 |m = 1|m = 1|，所以 |Δ/m|\\Delta/m| 就是上面得到的梯度。"
    "对其中一个权重，",
    "accumulate_many": "这里 |m|m| 等于 <m>。对其中一个权重，",
    "descend": "梯度下降：走一步",
    "descend_text": "每个权重沿导数的反方向移动，步长为学习率 <rate> 乘以导数：",
    "descend_all": "全部权重：",
}

PHRASES = {"en": ENGLISH, "zh": CHINESE}
