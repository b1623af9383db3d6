"""What `autograd-mini train` says, in English and in Chinese."""

WORDS = {
    "en": {
        "samples": "{m:sample|samples} of {n:number|numbers}, {classes:class|classes}: {names}",
        "held_out": "; {others} of them held out",
        "sample": "sample {number}",
        "written": "written: {path}",
        "carries": "On this page much of each step is carried over from earlier gradients, as "
        "{rule} does; --optimizer gradient_descent shows what each sample did.",
        "saturated": "The numbers of these samples are so large that {share:.0%} of the units in "
        "layer 2 are saturated before the first step: there σ is flat, and they may hardly learn. "
        "--scale brings all columns to one scale.",
        "as they are": "The numbers of these samples are so large that each step changes a network "
        "much. {start} has weights for the numbers as they are; if they were learnt with --scale, "
        "go on with --scale.",
        "risen": "J rose from {first} to {most}. {start} has weights for the numbers as they are; "
        "if they were learnt with --scale, go on with --scale, and otherwise take a smaller "
        "--rate.",
    },
    "zh": {
        "samples": "{m} 个样本，每个 {n} 个数，{classes} 类：{names}",
        "held_out": "；其中留出 {others} 个",
        "sample": "样本 {number}",
        "written": "已写入：{path}",
        "carries": "在这个网页里，每一步有很大一部分来自先前的梯度，{rule} 就是这样；"
        "用 --optimizer gradient_descent 可以看出每个样本的作用。",
        "saturated": "这些样本的数太大，第一步之前第 2 层就有 {share:.0%} 的单元饱和："
        "σ 在那里是平的，它们可能几乎学不到东西。--scale 会把各列变到同一尺度。",
        "as they are": "这些样本的数太大，每一步都会使网络变动很多。{start} 里的权重对应原来的数；"
        "如果它们是用 --scale 学到的，请继续使用 --scale。",
        "risen": "J 曾从 {first} 升到 {most}。{start} 里的权重对应原来的数；"
        "如果它们是用 --scale 学到的，请继续使用 --scale，否则请用小一些的 --rate。",
    },
}
