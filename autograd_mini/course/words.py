"""What the course says beside its texts, in English and in Chinese."""

from autograd_mini.course.loading import loaded
from autograd_mini.course.slips.error_words import error_said
from autograd_mini.testing.conform.messages import in_language

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "not empty": "{folder} is not empty; give a new folder, so that nothing of yours is "
        "overwritten",
        "there already": "{folder} is a course already; go on with: autograd-mini course check "
        "{folder}",
        "within": "{folder} would lie within a course, for {around} holds one; go on with that: "
        "autograd-mini course check {around}; or begin another one somewhere else",
        "no folder": "{folder} is a file; give a folder",
        "no course": "{folder} holds no course, {go}",
        "no course here": "this folder holds no course, {go}",
        "go": "for there is no {file} in it; go into the folder of your course first, for example "
        "with: cd my-engine; or begin a course with: autograd-mini course start",
        "lesson, not folder": "there is no folder {number}; to check lesson {number}, give it by "
        "--lesson: autograd-mini course check --lesson {number}",
        "near": "{folder} holds no course, but {near} does; go there, or name it: autograd-mini "
        "course check {near}",
        "damaged": "{file} is damaged, so it is not known how far you have come; your engine.py is "
        'untouched. Write {{"course": "autograd_mini", "format": 1, "language": "en", '
        '"lesson": 1}} into it, with the number of your lesson',
        "elsewhere": "{file} is of something else, and not of this course",
        "newer": "{file} is of a newer course (format {format}, and this program knows {known}); "
        "update it with: python -m pip install --upgrade autograd-mini",
        "started": "{folder} holds eight lessons; {readme} there lists the commands. Read {text}, "
        "write what it asks for in engine.py, and then:\n    cd {folder}\n"
        "    autograd-mini course check",
        "lesson": "Lesson {number} of {count}: {title}",
        "checking": "Checking … {done} of {of}",
        "printed": "What engine.py printed in this program:",
        "printed meanwhile": "What engine.py printed meanwhile:",
        "missing": "(not written yet)",
        "later": "(checked when the rest is right)",
        "to write": "Something is still to be written here: read {text}.",
        "to write some": "Still to be written: {names}. Read {text}.",
        "below raise": "Line {line} of engine.py still raises NotImplementedError, so that nothing "
        "below it in `{name}` is ever run. What you write takes the place of that line: take it "
        "out.",
        "to write again": "What lesson {number} asks for is not there: read {text}.",
        "not judged": "(not judged: the program itself failed: {message})",
        "example": "In Python:",
        "endless": "In Python, where it does not come to an end (Ctrl-C stops it):",
        "think": "To think about:",
        "explained": "What explains it:",
        "more": "More of a hint: autograd-mini course check --hints {level}{lesson}",
        "most": "Read {text} once more; and if you are stuck: autograd-mini course solution "
        "{number}",
        "hangs": "Which of your loops, or which function that calls itself, does not come to an "
        "end?",
        "no more": "Nothing more was checked after that.",
        "needs": "Checking needs a few more packages: python -m pip install "
        '"autograd-mini[testing]"',
        "no engine": "there is no file {file}; to get one back, begin a course in a new folder: "
        "autograd-mini course start DIR, and copy the engine.py from there; autograd-mini course "
        "solution N shows what may be in it after lesson N",
        "picture": "A picture of what you have written: {file}",
        "no picture": "No picture: {reason}",
        "done": "Lesson {number} is done. The next one: {text}, {title}.",
        "still done": "Lesson {number} is done.",
        "old picture": "{file} is still there from an earlier check; it does not show this engine.",
        "all done": "All eight lessons are done. Your engine has {lines} lines of code. "
        "For all that can be asked of an engine (– is what yours does not have):\n"
        "    autograd-mini conform {engine}\n"
        "What to try next is at the end of {text}: more steps with your own descend, or a training "
        "by autograd_mini:\n"
        "    autograd-mini train {flowers} --scale --held-out 0.2",
        "learnt": "It learns: in {steps} steps over 100 flowers J goes from {first:.3g} to "
        "{last:.3g}, and of {of} flowers that it has not seen {right} get their right name.",
        "of lesson": "(lesson {number})",
        "earlier": "All that was asked for up to lesson {last} is still right.",
        "up to": "All that was asked for up to lesson {last}",
        "then done": "Put lesson {again} right first; then lesson {number} is done.",
        "waits": "Put lesson {again} right first; lesson {number} waits.",
        "waits too": "Lesson {number} waits until this one is right again.",
        "back": "Lesson {number} is right. Go on with {text}, {title}.",
        "number": "there are lessons 1 … {count}, and no {number}",
        "here": "← here",
    },
    "zh": {
        "not empty": "{folder} 不是空的；请给一个新文件夹，以免覆盖你的东西",
        "there already": "{folder} 里已经有一门课程；继续请运行："
        "autograd-mini course check {folder}",
        "within": "{folder} 会在另一门课程里面，因为 {around} 里已经有一门课程；继续请运行："
        "autograd-mini course check {around}；要另外开始一门，请换一个地方",
        "no folder": "{folder} 是文件；请给一个文件夹",
        "no course": "{folder} 里没有课程，{go}",
        "no course here": "这个文件夹里没有课程，{go}",
        "go": "因为其中没有 {file}；请先进入课程所在的文件夹，例如：cd my-engine；"
        "如果还没有开始：autograd-mini course start --language zh",
        "lesson, not folder": "没有文件夹 {number}；要检查第 {number} 课，请用 --lesson："
        "autograd-mini course check --lesson {number}",
        "near": "{folder} 里没有课程，但 {near} 里有；请到那里去，或者写上它：autograd-mini course "
        "check {near}",
        "damaged": "{file} 坏了，不知道你学到了哪里；你的 engine.py 没有被改动。请在其中写入 "
        '{{"course": "autograd_mini", "format": 1, "language": "zh", "lesson": 1}}，'
        "数字改成你的那一课",
        "elsewhere": "{file} 属于别的程序，不是这门课程的",
        "newer": "{file} 属于更新的课程（格式 {format}，本程序只认识 {known}）；请更新：python -m "
        "pip install --upgrade autograd-mini",
        "started": "{folder} 里有八课，其中的 {readme} 列出了各个命令。先读 {text}，"
        "在 engine.py 里写出它要求的东西，然后：\n"
        "    cd {folder}\n    autograd-mini course check",
        "lesson": "第 {number} 课（共 {count} 课）：{title}",
        "checking": "正在检查……  {done}/{of}",
        "printed": "这个程序运行时 engine.py 打印的内容：",
        "printed meanwhile": "其间 engine.py 打印的内容：",
        "missing": "（还没有写）",
        "later": "（其余正确之后再检查）",
        "to write": "这一课还有没写的：请读 {text}。",
        "to write some": "还没写的：{names}。请读 {text}。",
        "below raise": "engine.py 第 {line} 行仍在抛出 NotImplementedError，"
        "所以 `{name}` 里它下面的代码从来不会运行。你写的代码要代替这一行：请把它去掉。",
        "to write again": "第 {number} 课要求的还没有写：请读 {text}。",
        "not judged": "（没有评判：程序自己出了错：{message}）",
        "example": "用 Python 写：",
        "endless": "用 Python 写（它停不下来，按 Ctrl-C 才会停）：",
        "think": "想一想：",
        "explained": "原因：",
        "more": "更多提示：autograd-mini course check --hints {level}{lesson}",
        "most": "请再读一遍 {text}；实在想不出：autograd-mini course solution {number}",
        "hangs": "你的哪个循环，或者哪个调用自己的函数，停不下来？",
        "no more": "此后没有再检查别的。",
        "needs": '检查还需要另外几个软件包：python -m pip install "autograd-mini[testing]"',
        "no engine": "没有文件 {file}；要重新得到一份，请在新文件夹里开始一门课程："
        "autograd-mini course start DIR --language zh，再把那里的 engine.py 复制过来；"
        "autograd-mini course solution N 给出第 N 课之后它可以是什么样",
        "picture": "你写的东西画成的图：{file}",
        "no picture": "没有图：{reason}",
        "done": "第 {number} 课完成了。下一课：{text}，{title}。",
        "still done": "第 {number} 课完成了。",
        "old picture": "{file} 是以前检查时画的，画的不是现在的引擎。",
        "all done": "八课都完成了。你的引擎有 {lines} 行代码。"
        "要看对引擎的全部要求，请运行（– 表示它没有的功能）：\n"
        "    autograd-mini conform {engine} --language zh\n"
        "接下来可以试什么，写在 {text} 的最后：用自己的 descend 多走一些步，"
        "或者让 autograd_mini 训练：\n"
        "    autograd-mini train {flowers} --scale --held-out 0.2 --language zh",
        "learnt": "它会学习：用 100 朵花走了 {steps} 步，J 从 {first:.3g} 降到 {last:.3g}；"
        "没有见过的 {of} 朵花中认对了 {right} 朵。",
        "of lesson": "（第 {number} 课）",
        "earlier": "到第 {last} 课为止要求的一切仍然正确。",
        "up to": "到第 {last} 课为止要求的一切",
        "then done": "请先把第 {again} 课改对；这样第 {number} 课就完成了。",
        "waits": "请先把第 {again} 课改对；第 {number} 课等一等。",
        "waits too": "请先把这一课改对，再做第 {number} 课。",
        "back": "第 {number} 课是正确的。请接着做 {text}：{title}。",
        "number": "只有第 1 … {count} 课，没有第 {number} 课",
        "here": "← 在这里",
    },
}


def words(language: str, key: str, **fields: object) -> str:
    """Return a sentence of the course."""
    return WORDS[language][key].format(**fields)


def said(message: str, language: str) -> str:
    """Return what the conformance suite says of an engine, in a language, as one sentence.

    What it says of adapters is left out, for in the course things have the names of the course.

    >>> said("the value is 2.0; it should be 1.0", "zh")
    '值是 2.0，应为 1.0'
    """
    told = message.split("\n")[0].partition("; if they are")[0]
    if of_engine := loaded(told, language):
        return of_engine
    told = told.partition(": write engine.py:")[0]
    return error_said(told, language) or in_language(told, language)
