"""The sentences of `Program.explain`, in English and in Chinese; <name> is a field."""

ENGLISH = {
    "title": "<nodes> nodes of the graph have become <arrays> arrays.  Each line computes the "
    "nodes of one class: they have the same operation, on operands of the same classes.  The axis "
    "of the m samples comes in front.",
    "line": "Line <line>, <name> (<count>): <what>.",
    "matrix": "these <products> products are one matrix product, because each of the <rows> rows "
    "of <left> meets each of the <columns> rows of <right>",
    "matrix_one": "these <products> products are one matrix product, because all <columns> rows of "
    "<right> meet the same row of <left>, and that is one row for each of the m samples",
    "dots": "these <products> products are summed up in groups of <length>",
    "product": "products, entry by entry, of <operands>",
    "sum": "sums of <operands>",
    "added": "and to each <operands> is added",
    "terms": "<terms> terms are summed up in groups of <length>",
    "operation": "<operation> of <operands>",
    "picture": "The graph, collapsed to these classes (autograd_mini.draw.draw_program draws it):",
    "sweep": "Going back, J first gets 1/m, and then each line adds up what arrives at the nodes "
    "of a class from all that are computed from them, times the table's rule: the chain rule, for "
    "a whole array at once.  A product whose factors are W and a gives the one what arrives times "
    "the other, summed over all that used it.",
}

CHINESE = {
    "title": "计算图的 <nodes> 个节点成为 <arrays> 个数组。每一行计算一类节点："
    "同一类的节点运算相同，运算数也属于相同的类。m 个样本的轴在最前面。",
    "line": "第 <line> 行，<name>（<count> 个）：<what>。",
    "matrix": "这 <products> 个乘积是一个矩阵乘积，因为 <left> 的 <rows> 行中的每一行"
    "都与 <right> 的 <columns> 行中的每一行相乘",
    "matrix_one": "这 <products> 个乘积是一个矩阵乘积，因为 <right> 的 <columns> 行都与 <left> "
    "的同一行相乘，而每个样本各有这样一行",
    "dots": "这 <products> 个乘积按每组 <length> 个求和",
    "product": "<operands> 逐项的乘积",
    "sum": "<operands> 之和",
    "added": "再各加上 <operands>",
    "terms": "<terms> 项按每组 <length> 个求和",
    "operation": "<operands> 的 <operation>",
    "picture": "按类折叠后的计算图，可用 autograd_mini.draw.draw_program 画出：",
    "sweep": "反向：J 先得到 1/m，然后每一行把由一类节点算出的所有节点传回的量，"
    "乘以表中的规则再相加：这就是链式法则，一次作用于整个数组。"
    "因子为 W 与 a 的乘积，传给其中一个的是传回的量乘以另一个，并对所有用到它的地方求和。",
}

PHRASES = {"en": ENGLISH, "zh": CHINESE}
AND = {"en": " and ", "zh": "与"}
THEN = {"en": ", ", "zh": "，"}
