"""The words of the page, in English and in Chinese; those of its controls are the stepper's."""

from autograd_mini.stepper import messages as stepper

CONTROLS = (
    "language", "controls", "first", "previous", "play", "pause", "next", "last", "speed", "theme",
)  # fmt: skip
ENGLISH = {
    "title": "The ledger of a training",
    "skip": "To the weights",
    "position": "Step of the training",
    "keys": "Keys: ← → one step, Home and End, space to play. In a picture of weights the arrow "
    "keys go from weight to weight.",
    "place": "Step {step} of {steps}",
    "cost": "Cost",
    "scaled": "Before the training each input was scaled: less the mean of its column, divided by "
    "its standard deviation. The axes and the weights on this page are of the scaled inputs; a "
    "file of weights is for the inputs as they are.",
    "cost_of": "J of the samples of each step, before it; before step {step} it is {J}. What the "
    "training printed last is J after the last step.",
    "weights": "Weights",
    "shown": "The pictures show",
    "shown_theta": "the weights at this step",
    "shown_change": "how far they have come",
    "shown_sample": "how far the chosen sample has moved them",
    "heat": "{name}, {rows} × {columns}: a row for each unit, the bias on the left. "
    "Chosen: {weight}",
    "heat_no_bias": "{name}, {rows} × {columns}: a row for each unit. Chosen: {weight}",
    "scale": "from −{largest} to +{largest}; a dash marks what is negative",
    "scale_none": "all of them are 0",
    "weight": "Weight",
    "from_to": "At the start {start}, now {now}; it has moved by {change}.",
    "movers": "What has moved it up to this step",
    "other_sample": "1 other sample",
    "other_samples": "{count} other samples",
    "not_kept": "left out, rounding",
    "decay": "weight decay",
    "earlier": "carried over ({rule})",
    "carries": "With {rule} much of each step is carried over from earlier gradients. With "
    "gradient_descent a step is what its samples bring, and nothing else.",
    "together": "together",
    "sample": "Sample",
    "sample_name": "sample {number}",
    "sample_class": "Class: {name}",
    "sample_said": "Kept entries up to here: {count}. Together they have moved all weights by "
    "{size}.",
    "moved_most": "What it has moved most",
    "choose_sample": "Sample",
    "step": "Step",
    "step_one": "Step {step}",
    "step_many": "Steps {begin} to {end}",
    "step_none": "Nothing has moved before the first step.",
    "step_weights": "Weights that moved most",
    "step_samples": "Samples that moved most",
    "plane": "Your own points",
    "plane_help": "Click on the plane to add a point of the chosen class; or go there with the "
    "arrow keys and press Enter. Then let the training go on: gradient descent over all points, "
    "from the weights at the end.",
    "plane_label": "The plane of the two inputs. {points} points. Cross at {x}, {y}.",
    "point_class": "Class of the next point",
    "one_step": "One step",
    "go_on": "Go on",
    "stop": "Stop",
    "begin_again": "Begin again",
    "rate": "Rate η",
    "plane_said": "{points} points, {added} of them yours. Steps from here: {steps}, J = {J}.",
    "plane_stopped": "It has stopped: a cost or a slope is no longer finite. Take a smaller rate, "
    "or begin again.",
    "plane_rate": "The rate is a positive number.",
    "left_out": "What this page leaves out",
    "left_steps": "Of the {steps} steps, one in {every} is kept; those in between are added up.",
    "left_entries": "Of the {all} entries, one for each sample in each step, the {kept} largest "
    "are kept. They make up {share} % of all movement; the others are in “left out, rounding”.",
    "left_samples": "Of the {all} samples, the {kept} that move the weights most are shown one by "
    "one.",
    "left_factors": "The rule {rule} scales each weight in each step; here it is the scale of the "
    "last step of each interval.",
    "left_digits": "Numbers have about four digits. The exact account of a weight is "
    "history.ledger.of(theta) in Python.",
    "left_best": "The network was given back its best weights, those after step {steps} of "
    "{taken}; the page ends there.",
    "colon": ": ",
}

CHINESE = {
    "title": "训练的账本",
    "skip": "跳到权重",
    "position": "训练的步",
    "keys": "按键：← → 前后一步，Home 和 End 到首尾，空格键播放。"
    "在权重图中，方向键从一个权重走到另一个。",
    "place": "第 {step} 步，共 {steps} 步",
    "cost": "代价",
    "scaled": "训练前输入经过缩放：每个数减去该列的平均值，再除以标准差。这里的坐标轴是缩放后的数，"
    "权重也对应缩放后的输入；权重文件里的则对应原来的输入。",
    "cost_of": "每一步所用样本的 J，在这一步之前算出；第 {step} 步之前是 {J}。"
    "训练最后打印的是最后一步之后的 J。",
    "weights": "权重",
    "shown": "图中显示",
    "shown_theta": "这一步的权重",
    "shown_change": "到此为止的变化",
    "shown_sample": "所选样本带来的变化",
    "heat": "{name}，{rows} × {columns}：每个单元一行，偏置在最左。已选：{weight}",
    "heat_no_bias": "{name}，{rows} × {columns}：每个单元一行。已选：{weight}",
    "scale": "从 −{largest} 到 +{largest}；短横表示负数",
    "scale_none": "全部是 0",
    "weight": "权重",
    "from_to": "开始时 {start}，现在 {now}，变动 {change}。",
    "movers": "到此为止，是谁让它变动的",
    "other_sample": "其余 1 个样本",
    "other_samples": "其余 {count} 个样本",
    "not_kept": "省去的与舍入",
    "decay": "权重衰减",
    "earlier": "从先前各步带来（{rule}）",
    "carries": "用 {rule} 时，每一步中有许多是从先前的梯度带来的；用 gradient_descent 时，"
    "一步就是其中各个样本带来的变动，没有别的。",
    "together": "合计",
    "sample": "样本",
    "sample_name": "样本 {number}",
    "sample_class": "类别：{name}",
    "sample_said": "到这一步为止，这里保留了它的 {count} 笔；它们使各个权重一共变动了 {size}。",
    "moved_most": "它变动最多的权重",
    "choose_sample": "样本",
    "step": "步",
    "step_one": "第 {step} 步",
    "step_many": "第 {begin} 到 {end} 步",
    "step_none": "第一步之前，什么都没有变动。",
    "step_weights": "变动最多的权重",
    "step_samples": "带来变动最多的样本",
    "plane": "你自己的点",
    "plane_help": "在平面上单击，加一个所选类别的点；也可用方向键移过去，按 Enter。"
    "然后让训练继续：从最后的权重出发，对所有的点做梯度下降。",
    "plane_label": "两个输入的平面。共 {points} 个点。十字在 {x}，{y}。",
    "point_class": "下一个点的类别",
    "one_step": "走一步",
    "go_on": "继续训练",
    "stop": "停止",
    "begin_again": "重新开始",
    "rate": "学习率 η",
    "plane_said": "共 {points} 个点，其中 {added} 个是你加的。又走了 {steps} 步，J = {J}。",
    "plane_stopped": "已停下：有代价或斜率不再是有限数。请用小一些的学习率，或重新开始。",
    "plane_rate": "学习率是一个正数。",
    "left_out": "本页省去了什么",
    "left_steps": "共 {steps} 步，每 {every} 步保留一步；其间的变动合在一起。",
    "left_entries": "样本的 {all} 笔中保留了最大的 {kept} 笔，占全部变动的 {share}%。"
    "其余的归入“省去的与舍入”。",
    "left_samples": "共 {all} 个样本，逐个列出的是变动最多的 {kept} 个。",
    "left_factors": "规则 {rule} 在每一步对每个权重各有缩放；这里用的是每段最后一步的缩放。",
    "left_digits": "数字约有四位。权重的精确账目请在 Python 中用 history.ledger.of(theta)。",
    "left_best": "网络已取回最好的一组权重，即第 {steps} 步之后的（共 {taken} 步）；本页到此为止。",
    "colon": "：",
}

MESSAGES = {
    language: {key: stepper.MESSAGES[language][key] for key in CONTROLS} | words
    for language, words in (("en", ENGLISH), ("zh", CHINESE))
}
