<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>EvaluationWords</name>
    <message>
        <source>Right</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>Boundary slip</source>
        <translation>边界偏差</translation>
    </message>
    <message>
        <source>Wrong place</source>
        <translation>位置错误</translation>
    </message>
    <message>
        <source>Wrong sentence</source>
        <translation>句子错误</translation>
    </message>
    <message>
        <source>False answer</source>
        <translation>误答</translation>
    </message>
    <message>
        <source>False no-answer</source>
        <translation>漏答</translation>
    </message>
    <message>
        <source>Equal to a given answer, apart from case, articles and punctuation; or none where there is none.</source>
        <translation>与某个标准答案相同（不计大小写、冠词和标点），或在本无答案时判为没有答案。</translation>
    </message>
    <message>
        <source>At the place of a given answer, but it begins or ends somewhere else.</source>
        <translation>位于标准答案处，但起点或终点不同。</translation>
    </message>
    <message>
        <source>In the sentence of a given answer, but at other words of it.</source>
        <translation>在标准答案所在的句子中，但选了其他词语。</translation>
    </message>
    <message>
        <source>In a sentence that holds no given answer.</source>
        <translation>所在的句子中没有标准答案。</translation>
    </message>
    <message>
        <source>An answer was found, but the text does not answer the question.</source>
        <translation>找到了答案，但文本并未回答这个问题。</translation>
    </message>
    <message>
        <source>No answer was found, but the text answers the question.</source>
        <translation>没有找到答案，但文本回答了这个问题。</translation>
    </message>
    <message>
        <source>Who, whose</source>
        <translation>谁</translation>
    </message>
    <message>
        <source>What</source>
        <translation>什么</translation>
    </message>
    <message>
        <source>Which</source>
        <translation>哪个</translation>
    </message>
    <message>
        <source>When</source>
        <translation>何时</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>哪里</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>为什么</translation>
    </message>
    <message>
        <source>How</source>
        <translation>如何</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>多少</translation>
    </message>
    <message>
        <source>Another word</source>
        <translation>其他词</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>无答案</translation>
    </message>
    <message numerus="yes">
        <source>%n word(s) and more</source>
        <translation>
            <numerusform>%n 个词及以上</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n word(s)</source>
        <translation>
            <numerusform>%n 个词</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 to %2 words</source>
        <translation>%1 至 %2 个词</translation>
    </message>
    <message numerus="yes">
        <source>%n window(s) and more</source>
        <translation>
            <numerusform>%n 个窗口及以上</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n window(s)</source>
        <translation>
            <numerusform>%n 个窗口</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Findings</name>
    <message>
        <source>Answer at another place</source>
        <translation>答案在其他位置</translation>
    </message>
    <message>
        <source>The answer does not stand at answer_start, but elsewhere in its context. Training leaves it out. A repair sets answer_start to where the answer stands.</source>
        <translation>答案不在 answer_start 处，而在上下文的其他位置。训练时会排除它。修复会把 answer_start 设为答案的实际位置。</translation>
    </message>
    <message>
        <source>Correct the offset</source>
        <translation>更正偏移</translation>
    </message>
    <message>
        <source>Answer not in the context</source>
        <translation>答案不在上下文中</translation>
    </message>
    <message>
        <source>An answer must be cut out of its context, letter for letter. Training leaves it out. A repair takes the spelling of the context where it has the answer in another one.</source>
        <translation>答案必须从上下文中逐字截取。训练时会排除它。如果上下文中有写法不同的同一答案，修复会采用上下文的写法。</translation>
    </message>
    <message>
        <source>Take the context&apos;s spelling</source>
        <translation>采用上下文的写法</translation>
    </message>
    <message>
        <source>Empty answer</source>
        <translation>空答案</translation>
    </message>
    <message>
        <source>An answer without text teaches nothing. A repair takes it out; a question without another answer becomes unanswerable.</source>
        <translation>没有文本的答案教不了模型什么。修复会将其删除；没有其他答案的问题会成为无答案问题。</translation>
    </message>
    <message>
        <source>Take the answer out</source>
        <translation>删除答案</translation>
    </message>
    <message>
        <source>Empty question</source>
        <translation>空问题</translation>
    </message>
    <message>
        <source>There is nothing to ask. Training leaves it out.</source>
        <translation>没有可问的内容。训练时会排除它。</translation>
    </message>
    <message>
        <source>Empty context</source>
        <translation>空上下文</translation>
    </message>
    <message>
        <source>There is nothing to read. Training leaves its questions out.</source>
        <translation>没有可读的内容。训练时会排除它的问题。</translation>
    </message>
    <message>
        <source>ID used again</source>
        <translation>ID 重复</translation>
    </message>
    <message>
        <source>Predictions and scores go by ID and can hold one question each. A repair gives the later ones IDs of their own.</source>
        <translation>预测和得分按 ID 存放，一个 ID 只能对应一个问题。修复会为后面的问题分配新的 ID。</translation>
    </message>
    <message>
        <source>Give new IDs</source>
        <translation>分配新 ID</translation>
    </message>
    <message>
        <source>Question asked twice</source>
        <translation>重复提问</translation>
    </message>
    <message>
        <source>The same question on the same context, with an answer that agrees: it counts more than others without need.</source>
        <translation>同一上下文的同一问题，答案也一致：它会无谓地比其他问题占更大的比重。</translation>
    </message>
    <message>
        <source>Contradictory answers</source>
        <translation>答案矛盾</translation>
    </message>
    <message>
        <source>The same question on the same context with different answers: the model is told two things at once. Keep the first of each, or leave all of them out.</source>
        <translation>同一上下文的同一问题有不同的答案：模型会同时学到两种说法。可以只保留每组的第一个，或全部排除。</translation>
    </message>
    <message>
        <source>Keep the first</source>
        <translation>保留第一个</translation>
    </message>
    <message>
        <source>Context in two files</source>
        <translation>上下文出现在两个文件中</translation>
    </message>
    <message>
        <source>A context of the training file stands in another file too. The scores there look better than they are, because the model has read the text before.</source>
        <translation>训练文件的某个上下文也出现在另一个文件中。因为模型已读过这段文本，那个文件上的得分会虚高。</translation>
    </message>
    <message>
        <source>“%1” stands at %2, not at %3: bytes of UTF-8 were counted</source>
        <translation>“%1”位于 %2，而非 %3：按 UTF-8 字节计数所致</translation>
    </message>
    <message>
        <source>“%1” stands at %2, not at %3: UTF-16 units were counted</source>
        <translation>“%1”位于 %2，而非 %3：按 UTF-16 单元计数所致</translation>
    </message>
    <message>
        <source>“%1” stands at %2, not at %3: line ends CR LF were counted as one</source>
        <translation>“%1”位于 %2，而非 %3：换行 CR LF 被计为一个字符</translation>
    </message>
    <message>
        <source>“%1” stands at %2, not at %3: line ends LF were counted as two</source>
        <translation>“%1”位于 %2，而非 %3：换行 LF 被计为两个字符</translation>
    </message>
    <message>
        <source>“%1” stands at %2, not at %3: it was counted from 1</source>
        <translation>“%1”位于 %2，而非 %3：从 1 开始计数所致</translation>
    </message>
    <message>
        <source>“%1” stands at %2, not at %3</source>
        <translation>“%1”位于 %2，而非 %3</translation>
    </message>
    <message>
        <source>unanswerable</source>
        <translation>无答案</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Leave out the later ones</source>
        <translation>排除后面的</translation>
    </message>
    <message>
        <source>Leave out of the training</source>
        <translation>从训练中排除</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>排除</translation>
    </message>
    <message>
        <source>“%1” is nowhere in the context</source>
        <translation>“%1”不在上下文中</translation>
    </message>
    <message>
        <source>“%1”: the context has “%2” at %3</source>
        <translation>“%1”：上下文在 %3 处写作“%2”</translation>
    </message>
    <message>
        <source>One of its answers has no text</source>
        <translation>有一个答案没有文本</translation>
    </message>
    <message>
        <source>Its only answer has no text</source>
        <translation>唯一的答案没有文本</translation>
    </message>
    <message>
        <source>The question is white space</source>
        <translation>问题只有空白字符</translation>
    </message>
    <message>
        <source>The context is white space</source>
        <translation>上下文只有空白字符</translation>
    </message>
    <message>
        <source>“%1” is the ID of %2 questions</source>
        <translation>“%1”是 %2 个问题的 ID</translation>
    </message>
    <message>
        <source>Asked %1 times on this context</source>
        <translation>在此上下文中问了 %1 次</translation>
    </message>
    <message>
        <source>Asked %1 times: %2, then %3</source>
        <translation>问了 %1 次：先是%2，后是%3</translation>
    </message>
    <message>
        <source>This context is in the test file too; %1 training questions on it</source>
        <translation>测试文件中也有此上下文；涉及 %1 个训练问题</translation>
    </message>
    <message>
        <source>This context is in the validation file too; %1 training questions on it</source>
        <translation>验证文件中也有此上下文；涉及 %1 个训练问题</translation>
    </message>
    <message>
        <source>Note: answer at several places</source>
        <translation>说明：答案出现在多处</translation>
    </message>
    <message>
        <source>The file gives the answer&apos;s text and not its place. The text stands at several places of its context, and the first one was taken. That is no mistake; where another one is meant, add answer_start to the file.</source>
        <translation>文件只给出了答案的文字，没有给出位置。这段文字在上下文中出现了多次，取了第一处。这不是错误；如果指的是另一处，请在文件中加上 answer_start。</translation>
    </message>
</context>
<context>
    <name>Phases</name>
    <message>
        <source>loading the model</source>
        <translation>正在加载模型</translation>
    </message>
    <message>
        <source>making features</source>
        <translation>正在生成特征</translation>
    </message>
    <message>
        <source>training</source>
        <translation>训练中</translation>
    </message>
    <message>
        <source>evaluating</source>
        <translation>评估中</translation>
    </message>
    <message>
        <source>measuring</source>
        <translation>正在统计</translation>
    </message>
    <message>
        <source>loading the checkpoint</source>
        <translation>正在加载检查点</translation>
    </message>
    <message>
        <source>writing</source>
        <translation>正在写入</translation>
    </message>
    <message>
        <source>checking</source>
        <translation>正在校验</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
</context>
<context>
    <name>Presets</name>
    <message>
        <source>The Python workflow&apos;s</source>
        <translation>Python 流程</translation>
    </message>
    <message>
        <source>Quick look</source>
        <translation>快速试训</translation>
    </message>
    <message>
        <source>Careful</source>
        <translation>稳妥</translation>
    </message>
    <message>
        <source>Warm-up, evaluated ten times, ends with the best F1 and not later than needed</source>
        <translation>预热，评估十次，采用 F1 最佳的权重，并适时提前停止</translation>
    </message>
    <message>
        <source>3 epochs, learning rate 2e-5, evaluated after each epoch; padded, for the same numbers</source>
        <translation>3 轮，学习率 2e-5，每轮后评估；有填充，数值与 Python 相同</translation>
    </message>
    <message>
        <source>100 updates, to see whether it learns</source>
        <translation>100 次更新，看看模型是否在学习</translation>
    </message>
</context>
<context>
    <name>RunLog</name>
    <message>
        <source>loss %1, learning rate %2, gradient norm %3</source>
        <translation>损失 %1，学习率 %2，梯度范数 %3</translation>
    </message>
    <message>
        <source>loss %1, exact match %2, F1 %3</source>
        <translation>损失 %1，精确匹配 %2，F1 %3</translation>
    </message>
    <message>
        <source>training starts: %1 steps</source>
        <translation>训练开始：共 %1 步</translation>
    </message>
    <message>
        <source>training goes on at step %1 of %2</source>
        <translation>训练从第 %1 步继续，共 %2 步</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>goes on after a pause of %1</source>
        <translation>暂停 %1 后继续</translation>
    </message>
    <message>
        <source>finished in %1, mean training loss %2</source>
        <translation>已完成，用时 %1，平均训练损失 %2</translation>
    </message>
</context>
<context>
    <name>SnippetLegend</name>
    <message>
        <source>given answer (line)</source>
        <translation>标准答案（实线）</translation>
    </message>
    <message>
        <source>the model&apos;s answer (dashes)</source>
        <translation>模型答案（虚线）</translation>
    </message>
    <message>
        <source>both (wave)</source>
        <translation>两者（波浪线）</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>%1 million</source>
        <translation>%1M</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 分 %2 秒</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>reading %1</source>
        <translation>正在读取 %1</translation>
    </message>
    <message>
        <source>Where: %1</source>
        <translation>文件：%1</translation>
    </message>
    <message>
        <source>Place: %1</source>
        <translation>位置：%1</translation>
    </message>
    <message>
        <source>the first %1 of %2 rows</source>
        <translation>前 %1 行（共 %2 行）</translation>
    </message>
    <message>
        <source>the first %1 rows</source>
        <translation>前 %1 行</translation>
    </message>
</context>
<context>
    <name>finetune::ui::AnswerText</name>
    <message>
        <source>Show where the answer may begin and end</source>
        <translation>显示答案可能的起点和终点</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Write or paste the text here. It may be as long as a book: it is read window by window.</source>
        <translation>在这里输入或粘贴文本。可以像一本书那样长：文本会逐个窗口读取。</translation>
    </message>
    <message numerus="yes">
        <source>%1 tokens, read in %n window(s)</source>
        <translation>
            <numerusform>%1 个词元，分 %n 个窗口读取</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1”: begins here %2, ends here %3</source>
        <comment>a token and two probabilities</comment>
        <translation>“%1”：从这里开始 %2，在这里结束 %3</translation>
    </message>
</context>
<context>
    <name>finetune::ui::AnswerView</name>
    <message>
        <source>given answer</source>
        <translation>标准答案</translation>
    </message>
    <message>
        <source>model&apos;s answer</source>
        <translation>模型答案</translation>
    </message>
    <message>
        <source>both</source>
        <translation>两者</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Text with the given and the model&apos;s answer</source>
        <translation>标有标准答案和模型答案的文本</translation>
    </message>
    <message>
        <source>Legend</source>
        <translation>图例</translation>
    </message>
    <message>
        <source>Answers that the model considered</source>
        <translation>模型考虑过的答案</translation>
    </message>
    <message>
        <source>Choose a question to see its text and both answers.</source>
        <translation>选择一个问题，查看其文本和两个答案。</translation>
    </message>
    <message>
        <source>The right words, but at another place than the given answer.</source>
        <translation>词语正确，但位置与标准答案不同。</translation>
    </message>
    <message>
        <source>F1 of this answer: %1.</source>
        <translation>此答案的 F1：%1。</translation>
    </message>
    <message>
        <source>It was wrong in the evaluation compared with.</source>
        <translation>在对比的评估中，它是错误的。</translation>
    </message>
    <message>
        <source>It was right in the evaluation compared with.</source>
        <translation>在对比的评估中，它是正确的。</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>没有答案</translation>
    </message>
    <message>
        <source>Given: %1</source>
        <translation>标准答案：%1</translation>
    </message>
    <message>
        <source>Model: %1</source>
        <translation>模型答案：%1</translation>
    </message>
</context>
<context>
    <name>finetune::ui::AnswersModel</name>
    <message>
        <source>&lt; %1</source>
        <translation>&lt; %1</translation>
    </message>
    <message>
        <source>Start and end logit add up to %1.</source>
        <translation>起点与终点的 logit 之和为 %1。</translation>
    </message>
    <message>
        <source>no answer in the text</source>
        <translation>文本中没有答案</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>答案</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>概率</translation>
    </message>
</context>
<context>
    <name>finetune::ui::AnswersPanel</name>
    <message>
        <source>“%1”</source>
        <comment>a quotation</comment>
        <translation>“%1”</translation>
    </message>
    <message>
        <source>The likeliest beginning is %1 (%2), the likeliest end %3 (%4).</source>
        <translation>最可能的起点是%1（%2），最可能的终点是%3（%4）。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>The text may hold no answer</source>
        <translation>文本可能没有答案</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>答案</translation>
    </message>
    <message>
        <source>Progress of the answer</source>
        <translation>回答进度</translation>
    </message>
    <message>
        <source>Stop looking for an answer (Escape)</source>
        <translation>停止寻找答案（Escape）</translation>
    </message>
    <message>
        <source>Counts “no answer” among the answers. It says something only of a model that was trained on questions without an answer (SQuAD 2.0).</source>
        <translation>把“没有答案”也算作一种答案。只有模型用无答案的问题（SQuAD 2.0）训练过，这才有意义。</translation>
    </message>
    <message>
        <source>Waiting until other work with a model has ended…</source>
        <translation>正在等待其他模型任务结束…</translation>
    </message>
    <message>
        <source>The answers appear here.</source>
        <translation>答案会显示在这里。</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>正在提问…</translation>
    </message>
    <message>
        <source>Reading the text: window %1 of %2</source>
        <translation>正在读取文本：窗口 %1 / %2</translation>
    </message>
    <message>
        <source>%1…</source>
        <comment>what is being done</comment>
        <translation>%1…</translation>
    </message>
    <message>
        <source>Found in %1 s.</source>
        <translation>已找到，用时 %1 秒。</translation>
    </message>
    <message>
        <source>No answer was found.</source>
        <translation>没有找到答案。</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>已取消。</translation>
    </message>
    <message>
        <source>The file says that there is no answer.</source>
        <translation>文件中注明没有答案。</translation>
    </message>
    <message>
        <source>The file&apos;s answer: %1</source>
        <translation>文件中的答案：%1</translation>
    </message>
    <message>
        <source>✓ %1 – the same</source>
        <comment>what a file says</comment>
        <translation>✓ %1（相同）</translation>
    </message>
    <message>
        <source>✗ %1 – another</source>
        <comment>what a file says</comment>
        <translation>✗ %1（不同）</translation>
    </message>
    <message>
        <source>No threshold is kept with this model, so 0 counts. The Evaluate page finds the best one and keeps it.</source>
        <translation>该模型没有保存阈值，因此按 0 计。可在“评估”页找到并保存最佳阈值。</translation>
    </message>
    <message>
        <source>The threshold comes from the model&apos;s config.json.</source>
        <translation>阈值来自模型的 config.json。</translation>
    </message>
    <message>
        <source>The threshold was chosen on the Evaluate page and is kept with the run “%1”.</source>
        <translation>阈值是在“评估”页选定的，保存在运行“%1”中。</translation>
    </message>
    <message>
        <source>The score of “no answer” less that of the best answer is %1. That is above the threshold %2, so no answer is given.</source>
        <translation>“无答案”的得分减去最佳答案的得分为 %1，高于阈值 %2，因此不给出答案。</translation>
    </message>
    <message>
        <source>The score of “no answer” less that of the best answer is %1. That is not above the threshold %2, so an answer is given.</source>
        <translation>“无答案”的得分减去最佳答案的得分为 %1，未高于阈值 %2，因此给出答案。</translation>
    </message>
</context>
<context>
    <name>finetune::ui::ArgumentRow</name>
    <message>
        <source>automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>Back to the default: %1</source>
        <translation>恢复默认值：%1</translation>
    </message>
</context>
<context>
    <name>finetune::ui::ArgumentsForm</name>
    <message>
        <source>The chosen model reads at most %1 tokens.</source>
        <translation>所选模型最多读取 %1 个词元。</translation>
    </message>
    <message>
        <source>%1 changed</source>
        <translation>已更改 %1 项</translation>
    </message>
    <message>
        <source>%1 to correct</source>
        <translation>%1 项需更正</translation>
    </message>
</context>
<context>
    <name>finetune::ui::BarPlot</name>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>%1 as a table</source>
        <translation>%1（表格）</translation>
    </message>
    <message>
        <source>%1: %2 (%3)</source>
        <comment>range or word, count, share</comment>
        <translation>%1：%2（%3）</translation>
    </message>
</context>
<context>
    <name>finetune::ui::BarsModel</name>
    <message>
        <source>Count</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>占比</translation>
    </message>
</context>
<context>
    <name>finetune::ui::BreakdownModel</name>
    <message>
        <source>Questions</source>
        <translation>问题数</translation>
    </message>
    <message>
        <source>Of all, %</source>
        <translation>占比（%）</translation>
    </message>
    <message>
        <source>Exact, %</source>
        <translation>精确匹配（%）</translation>
    </message>
    <message>
        <source>F1, %</source>
        <translation>F1（%）</translation>
    </message>
</context>
<context>
    <name>finetune::ui::BreakdownPanel</name>
    <message>
        <source>Right and wrong, by kind</source>
        <translation>按正误种类</translation>
    </message>
    <message>
        <source>Press Enter on a kind to see its answers.</source>
        <translation>在某个种类上按 Enter 可查看其答案。</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>By question word</source>
        <translation>按疑问词</translation>
    </message>
    <message>
        <source>The word that asks, wherever it stands in the question.</source>
        <translation>提问所用的词，不论在问题中的哪个位置。</translation>
    </message>
    <message>
        <source>Question word</source>
        <translation>疑问词</translation>
    </message>
    <message>
        <source>By length of the answer</source>
        <translation>按答案长度</translation>
    </message>
    <message>
        <source>Words of the given answer; each Chinese character counts as one.</source>
        <translation>标准答案的词数；每个汉字算一个词。</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>By number of windows</source>
        <translation>按窗口数</translation>
    </message>
    <message>
        <source>Long texts are cut into windows that the model reads one by one.</source>
        <translation>长文本会切成多个窗口，由模型逐个读取。</translation>
    </message>
    <message>
        <source>Windows</source>
        <translation>窗口数</translation>
    </message>
</context>
<context>
    <name>finetune::ui::ChartsView</name>
    <message>
        <source>Logarithmic loss</source>
        <translation>损失用对数刻度</translation>
    </message>
    <message>
        <source>What stands below the curves</source>
        <translation>曲线的横轴</translation>
    </message>
    <message>
        <source>by steps</source>
        <translation>按步</translation>
    </message>
    <message>
        <source>by epochs</source>
        <translation>按轮次</translation>
    </message>
    <message>
        <source>by time</source>
        <translation>按时间</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Adds an exponential mean of the values so far, drawn thick and named “smoothed”. The values themselves stay in sight.</source>
        <translation>增加一条到当前为止各值的指数平均线，以粗线绘制，名为“平滑”。原始值仍然可见。</translation>
    </message>
    <message>
        <source>Training loss</source>
        <translation>训练损失</translation>
    </message>
    <message>
        <source>update</source>
        <translation>每次更新</translation>
    </message>
    <message>
        <source>logged mean</source>
        <translation>记录的均值</translation>
    </message>
    <message>
        <source>Evaluation loss</source>
        <translation>评估损失</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Scores, %</source>
        <translation>得分（%）</translation>
    </message>
    <message>
        <source>exact match</source>
        <translation>精确匹配</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Gradient norm</source>
        <translation>梯度范数</translation>
    </message>
    <message>
        <source>before clipping</source>
        <translation>裁剪前</translation>
    </message>
    <message>
        <source>Tokens per second</source>
        <translation>词元/秒</translation>
    </message>
    <message>
        <source>real tokens</source>
        <translation>真实词元</translation>
    </message>
    <message>
        <source>packed</source>
        <translation>紧凑</translation>
    </message>
    <message>
        <source>padded</source>
        <translation>填充</translation>
    </message>
    <message>
        <source>Training loss (%1)</source>
        <translation>训练损失（%1）</translation>
    </message>
    <message>
        <source>Evaluation loss (%1)</source>
        <translation>评估损失（%1）</translation>
    </message>
    <message>
        <source>Smoothing: none</source>
        <translation>平滑：无</translation>
    </message>
    <message>
        <source>Smoothing: %1</source>
        <translation>平滑：%1</translation>
    </message>
</context>
<context>
    <name>finetune::ui::ColumnChoices</name>
    <message>
        <source>ID</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>上下文</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>答案</translation>
    </message>
    <message>
        <source>Answer text</source>
        <translation>答案文本</translation>
    </message>
    <message>
        <source>Answer start</source>
        <translation>答案起始位置</translation>
    </message>
    <message>
        <source>Is impossible</source>
        <translation>无法回答</translation>
    </message>
    <message>
        <source>What names the question; without a column, the number of the row</source>
        <translation>问题的编号；没有这一列时用行号</translation>
    </message>
    <message>
        <source>The article that the context is of; may be left out</source>
        <translation>上下文所属的文章；可以不选</translation>
    </message>
    <message>
        <source>The text of the question; needed</source>
        <translation>问题的文本；必需</translation>
    </message>
    <message>
        <source>The text that holds the answer; needed</source>
        <translation>包含答案的文本；必需</translation>
    </message>
    <message>
        <source>Texts and their places in one column: {text, answer_start}. Without it, the answers are in two columns, or their texts in one</source>
        <translation>文本和位置在同一列：{text, answer_start}。没有这一列时，答案分在两列，或只有一列文本</translation>
    </message>
    <message>
        <source>One answer&apos;s text, or a list of texts; where there is no column of answers</source>
        <translation>一个答案的文本，或文本列表；用于没有答案列的情况</translation>
    </message>
    <message>
        <source>Where the answer begins in the context, in characters from 0; without a column, the text is looked for in the context</source>
        <translation>答案在上下文中的起始位置，以字符计，从 0 开始；没有这一列时在上下文中查找该文本</translation>
    </message>
    <message>
        <source>True where the context does not answer the question; without a column, where there is no answer</source>
        <translation>上下文回答不了问题时为真；没有这一列时，没有答案即为真</translation>
    </message>
    <message>
        <source>none</source>
        <comment>column</comment>
        <translation>无</translation>
    </message>
    <message>
        <source>Choose the column that holds the question.</source>
        <translation>请选择问题所在的列。</translation>
    </message>
    <message>
        <source>Choose the column that holds the context.</source>
        <translation>请选择上下文所在的列。</translation>
    </message>
    <message>
        <source>Choose the column that holds the answers, or the answer&apos;s text.</source>
        <translation>请选择答案或答案文本所在的列。</translation>
    </message>
</context>
<context>
    <name>finetune::ui::ColumnsDialog</name>
    <message>
        <source>The first rows, as they will be read</source>
        <translation>将要读出的前几行</translation>
    </message>
    <message>
        <source>Columns and rows of %1</source>
        <translation>%1 的列和行</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Say which column holds what. Below are the first rows as they will be read.</source>
        <translation>请指明每一列是什么。下方是将要读出的前几行。</translation>
    </message>
    <message>
        <source>SQuAD JSON says itself what is what. Choose which of its questions are used.</source>
        <translation>SQuAD JSON 自身已说明各项内容。请选择使用其中哪些问题。</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>正在计数…</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 行</translation>
    </message>
    <message>
        <source>%1 of %2 rows</source>
        <comment>taken, all</comment>
        <translation>%1 行，共 %2 行</translation>
    </message>
    <message numerus="yes">
        <source>%1 · %n problem(s) in the first rows</source>
        <translation>
            <numerusform>%1 · 前几行中有 %n 个问题</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 · %n note(s) on the first rows</source>
        <translation>
            <numerusform>%1 · 前几行有 %n 条说明</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>finetune::ui::ComparePanel</name>
    <message>
        <source>Curve</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>Training loss</source>
        <translation>训练损失</translation>
    </message>
    <message>
        <source>Loss of single steps</source>
        <translation>单步损失</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Evaluation loss</source>
        <translation>评估损失</translation>
    </message>
    <message>
        <source>Exact match, %</source>
        <translation>精确匹配（%）</translation>
    </message>
    <message>
        <source>F1, %</source>
        <translation>F1（%）</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>横轴</translation>
    </message>
    <message>
        <source>over steps</source>
        <translation>按步</translation>
    </message>
    <message>
        <source>over epochs</source>
        <translation>按轮次</translation>
    </message>
    <message>
        <source>over time</source>
        <translation>按时间</translation>
    </message>
    <message>
        <source>Curves of the compared runs</source>
        <translation>所对比运行的曲线</translation>
    </message>
    <message>
        <source>Only differences</source>
        <translation>仅显示不同项</translation>
    </message>
    <message>
        <source>Arguments of the compared runs</source>
        <translation>所对比运行的参数</translation>
    </message>
    <message>
        <source>Arguments</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Check the boxes of the runs that you want to compare.</source>
        <translation>请勾选要对比的运行。</translation>
    </message>
    <message>
        <source>No evaluation yet: %1</source>
        <translation>尚无评估：%1</translation>
    </message>
    <message>
        <source>No step yet: %1</source>
        <translation>尚无训练步：%1</translation>
    </message>
    <message>
        <source>no differences</source>
        <translation>没有不同</translation>
    </message>
    <message numerus="yes">
        <source>%n difference(s), marked ≠</source>
        <translation>
            <numerusform>%n 处不同，以 ≠ 标出</numerusform>
        </translation>
    </message>
    <message>
        <source>Without a log entry (logging_steps says how often there is one): %1</source>
        <translation>没有日志记录（多久记录一次由 logging_steps 决定）：%1</translation>
    </message>
</context>
<context>
    <name>finetune::ui::DataFiles</name>
    <message numerus="yes">
        <source>Repair %n problem(s)</source>
        <translation>
            <numerusform>修复 %n 处问题</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Leave out for %n problem(s)</source>
        <translation>
            <numerusform>因 %n 处问题而排除</numerusform>
        </translation>
    </message>
    <message>
        <source>is open as the training file</source>
        <translation>已作为训练文件打开</translation>
    </message>
    <message>
        <source>is open as the validation file</source>
        <translation>已作为验证文件打开</translation>
    </message>
    <message>
        <source>is open as the test file</source>
        <translation>已作为测试文件打开</translation>
    </message>
    <message>
        <source>is the training file of the run that is going on</source>
        <translation>是正在进行的运行的训练文件</translation>
    </message>
    <message>
        <source>is the validation file of the run that is going on</source>
        <translation>是正在进行的运行的验证文件</translation>
    </message>
    <message>
        <source>is the file that was opened, which is never changed</source>
        <translation>是已打开的原文件，它绝不会被更改</translation>
    </message>
    <message>
        <source>Choose another name</source>
        <translation>请换一个名称</translation>
    </message>
    <message>
        <source>Say which one it is with “Columns and rows” on the Data page</source>
        <translation>请在“数据”页用“列和行”指明是哪一列</translation>
    </message>
</context>
<context>
    <name>finetune::ui::DataPage</name>
    <message>
        <source>Open the sample project</source>
        <translation>打开示例项目</translation>
    </message>
    <message>
        <source>A small data set and model that come with the program</source>
        <translation>随程序附带的小型数据集和模型</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Split one file…</source>
        <translation>拆分文件…</translation>
    </message>
    <message>
        <source>Make a training and a validation file of one file</source>
        <translation>把一个文件拆分为训练文件和验证文件</translation>
    </message>
    <message>
        <source>What the model learns from, and what it is judged by.</source>
        <translation>模型从哪些数据学习，又用哪些数据评判。</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>统计</translation>
    </message>
    <message>
        <source>Doctor</source>
        <translation>诊断</translation>
    </message>
    <message>
        <source>Doctor  %1</source>
        <comment>number of problems</comment>
        <translation>诊断  %1</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>按名称</translation>
    </message>
    <message>
        <source>A dataset of the hub, or one that was downloaded before</source>
        <translation>模型库中的数据集，或以前下载过的</translation>
    </message>
    <message>
        <source>Columns and rows…</source>
        <translation>列和行…</translation>
    </message>
    <message>
        <source>Which columns of the file hold what, and which of its rows are used</source>
        <translation>文件的哪一列是什么，使用其中哪些行</translation>
    </message>
</context>
<context>
    <name>finetune::ui::DoctorPanel</name>
    <message>
        <source>Kinds of problems</source>
        <translation>数据问题的种类</translation>
    </message>
    <message>
        <source>Saved %1 questions: %2</source>
        <translation>已保存 %1 个问题：%2</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Save as SQuAD JSON…</source>
        <translation>另存为 SQuAD JSON…</translation>
    </message>
    <message>
        <source>Problems of this kind</source>
        <translation>此类数据问题</translation>
    </message>
    <message>
        <source>The context of the chosen problem</source>
        <translation>所选数据问题的上下文</translation>
    </message>
    <message>
        <source>Entries that are not of SQuAD&apos;s form, or not quite. They cannot be shown; what could be used of them is among the examples. Mend them in the file.</source>
        <translation>不符合或不完全符合 SQuAD 格式的条目。它们无法显示；其中可用的部分已列入样本。请在文件中修正。</translation>
    </message>
    <message>
        <source>Nothing to check yet</source>
        <translation>还没有可检查的内容</translation>
    </message>
    <message>
        <source>Choose a file above.</source>
        <translation>请在上方选择文件。</translation>
    </message>
    <message>
        <source>Nothing of this kind</source>
        <translation>没有此类数据问题</translation>
    </message>
    <message>
        <source>%1: all %2</source>
        <translation>%1：全部 %2 项</translation>
    </message>
    <message>
        <source>%1: chosen</source>
        <translation>%1：所选</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>撤销：%1</translation>
    </message>
    <message>
        <source>Redo: %1</source>
        <translation>重做：%1</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>正在检查…</translation>
    </message>
    <message>
        <source>Changed: the next training uses the data as it is here. The files stay as they are.</source>
        <translation>已更改：下次训练会使用这里的数据。文件保持不变。</translation>
    </message>
    <message>
        <source>Nothing is wrong with the files.</source>
        <translation>没有发现文件有问题。</translation>
    </message>
    <message>
        <source>The files are never changed: what is repaired here is saved under another name.</source>
        <translation>文件绝不会被更改：在这里修复的内容会以其他名称保存。</translation>
    </message>
    <message>
        <source>%1 (changed)…</source>
        <translation>%1（已更改）…</translation>
    </message>
    <message>
        <source>%1…</source>
        <comment>file, opens a dialog</comment>
        <translation>%1…</translation>
    </message>
    <message>
        <source>What the readers say</source>
        <translation>读取时的提示</translation>
    </message>
    <message>
        <source>Only a part of the file is read: choose “Read all rows” above first</source>
        <translation>文件只读取了一部分：请先选择上方的“读取全部行”</translation>
    </message>
    <message>
        <source>Nothing is wrong with the rows that were read.</source>
        <translation>已读取的行没有任何问题。</translation>
    </message>
</context>
<context>
    <name>finetune::ui::EvaluateNow</name>
    <message>
        <source>final model</source>
        <translation>最终模型</translation>
    </message>
    <message>
        <source>Model to evaluate</source>
        <translation>要评估的模型</translation>
    </message>
    <message>
        <source>File to evaluate on</source>
        <translation>评估所用的文件</translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Progress of the evaluation</source>
        <translation>评估进度</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>模型(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;on the questions of</source>
        <translation>问题来自(&amp;O)</translation>
    </message>
    <message>
        <source>base model (%1)</source>
        <translation>基础模型（%1）</translation>
    </message>
    <message>
        <source>Another folder…</source>
        <translation>其他文件夹…</translation>
    </message>
    <message>
        <source>Another file…</source>
        <translation>其他文件…</translation>
    </message>
    <message>
        <source>Model folder</source>
        <translation>模型文件夹</translation>
    </message>
    <message>
        <source>SQuAD file</source>
        <translation>SQuAD 文件</translation>
    </message>
    <message>
        <source>SQuAD JSON (*.json)</source>
        <translation>SQuAD JSON (*.json)</translation>
    </message>
    <message>
        <source>Waiting…</source>
        <translation>正在等待…</translation>
    </message>
    <message>
        <source>Cancelling…</source>
        <translation>正在取消…</translation>
    </message>
    <message>
        <source>%1 (changed)</source>
        <translation>%1（已修改）</translation>
    </message>
</context>
<context>
    <name>finetune::ui::EvaluatePage</name>
    <message>
        <source>step %1 · epoch %2</source>
        <translation>第 %1 步 · 轮次 %2</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>final model</source>
        <translation>最终模型</translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>Evaluation that is shown</source>
        <translation>显示的评估</translation>
    </message>
    <message>
        <source>Evaluation to compare with</source>
        <translation>用于对比的评估</translation>
    </message>
    <message>
        <source>Evaluate now…</source>
        <translation>立即评估…</translation>
    </message>
    <message>
        <source>Nothing evaluated yet</source>
        <translation>还没有评估结果</translation>
    </message>
    <message>
        <source>Go to training</source>
        <translation>前往训练</translation>
    </message>
    <message>
        <source>Evaluate a checkpoint or any model folder on a file</source>
        <translation>用文件评估检查点或任意模型文件夹</translation>
    </message>
    <message>
        <source>compared with</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>答案</translation>
    </message>
    <message>
        <source>Breakdown</source>
        <translation>细分</translation>
    </message>
    <message>
        <source>No-answer threshold</source>
        <translation>无答案阈值</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>How good the model is, and where it fails.</source>
        <translation>模型有多好，又错在哪里。</translation>
    </message>
    <message>
        <source>On %1</source>
        <translation>评估数据：%1</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>The run is going on</source>
        <translation>运行正在进行</translation>
    </message>
    <message>
        <source>The first evaluation will be here as soon as it is made. eval_strategy says when.</source>
        <translation>第一次评估完成后会立即显示在这里。何时评估由 eval_strategy 决定。</translation>
    </message>
    <message>
        <source>This run was not evaluated</source>
        <translation>此运行没有评估过</translation>
    </message>
    <message>
        <source>There was no validation file, or its evaluations were deleted. Evaluate its model now, at the top right.</source>
        <translation>没有验证文件，或评估结果已被删除。请在右上角立即评估它的模型。</translation>
    </message>
    <message>
        <source>Train a model with a validation file, or evaluate any model folder now, at the top right.</source>
        <translation>请用验证文件训练模型，或在右上角立即评估任意模型文件夹。</translation>
    </message>
</context>
<context>
    <name>finetune::ui::ExampleHeader</name>
    <message>
        <source>Previous example</source>
        <translation>上一个样本</translation>
    </message>
    <message>
        <source>Next example</source>
        <translation>下一个样本</translation>
    </message>
    <message>
        <source>Example number</source>
        <translation>样本编号</translation>
    </message>
    <message>
        <source>Example</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>an action and its keys</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>of %1</source>
        <comment>a number of examples</comment>
        <translation>/ %1</translation>
    </message>
    <message>
        <source>id %1</source>
        <comment>of an example</comment>
        <translation>ID %1</translation>
    </message>
    <message>
        <source>Previous example with a problem</source>
        <translation>上一个有问题的样本</translation>
    </message>
    <message>
        <source>Next example with a problem</source>
        <translation>下一个有问题的样本</translation>
    </message>
    <message>
        <source>Longest</source>
        <translation>最长</translation>
    </message>
    <message>
        <source>The example with most tokens</source>
        <translation>词元最多的样本</translation>
    </message>
    <message>
        <source>No problem</source>
        <translation>未发现问题</translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n 处问题</numerusform>
        </translation>
    </message>
    <message>
        <source>Examples that give no window, whose answer no window holds, that the Python workflow would mislabel, or that the file has a mistake in</source>
        <translation>不产生窗口、没有窗口包含其答案、会被 Python 流程误标，或在文件中有错误的样本</translation>
    </message>
    <message>
        <source>of the first %1</source>
        <comment>a number of examples</comment>
        <translation>/ 前 %1 个</translation>
    </message>
</context>
<context>
    <name>finetune::ui::ExampleProblems</name>
    <message>
        <source>No window holds the whole answer, so the model never sees it as one: a larger stride or max_length keeps it.</source>
        <translation>没有任何窗口包含完整的答案，因此模型看不到完整的答案：增大步幅或 max_length 可以保留它。</translation>
    </message>
    <message>
        <source>In the file: %1. %2</source>
        <comment>what is wrong, and what helps</comment>
        <translation>文件中：%1。%2</translation>
    </message>
</context>
<context>
    <name>finetune::ui::ExampleTexts</name>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>上下文</translation>
    </message>
</context>
<context>
    <name>finetune::ui::ExamplesModel</name>
    <message>
        <source>unanswerable</source>
        <translation>无答案</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>序号</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>答案</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>上下文</translation>
    </message>
    <message>
        <source>Article</source>
        <translation>文章</translation>
    </message>
    <message>
        <source>ID</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Tokens of the question and its context, without special ones</source>
        <translation>问题及其上下文的词元数，不含特殊词元</translation>
    </message>
    <message>
        <source>Characters of the context</source>
        <translation>上下文的字符数</translation>
    </message>
    <message>
        <source>Click to sort; again for the other way round</source>
        <translation>点击排序；再次点击则反向排序</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Characters</source>
        <translation>字符</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>问题所在</translation>
    </message>
</context>
<context>
    <name>finetune::ui::ExamplesPanel</name>
    <message>
        <source>Inspect</source>
        <translation>检视</translation>
    </message>
    <message>
        <source>Open the sample project</source>
        <translation>打开示例项目</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Search questions, answers, contexts (Ctrl+F)</source>
        <translation>搜索问题、答案、上下文（Ctrl+F）</translation>
    </message>
    <message>
        <source>Search the examples</source>
        <translation>搜索样本</translation>
    </message>
    <message>
        <source>See what the model sees of the chosen example (Enter)</source>
        <translation>查看模型看到的所选样本（回车）</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Start with your questions, or with the sample</source>
        <translation>从您的数据开始，或先用示例</translation>
    </message>
    <message>
        <source>No training file</source>
        <translation>没有训练文件</translation>
    </message>
    <message>
        <source>Training learns from this file. Choose one above.</source>
        <translation>模型从此文件中学习。请在上方选择。</translation>
    </message>
    <message>
        <source>This file cannot be read</source>
        <translation>无法读取此文件</translation>
    </message>
    <message>
        <source>The reason stands below its name above.</source>
        <translation>原因写在上方文件名下面。</translation>
    </message>
    <message>
        <source>No usable examples</source>
        <translation>没有可用的样本</translation>
    </message>
    <message>
        <source>Sort</source>
        <translation>排序</translation>
    </message>
    <message>
        <source>Unanswerable</source>
        <translation>无答案</translation>
    </message>
    <message>
        <source>Several answers</source>
        <translation>多个答案</translation>
    </message>
    <message>
        <source>Has a problem</source>
        <translation>有问题</translation>
    </message>
    <message>
        <source>Sort by a column; a click on its title does the same</source>
        <translation>按列排序；点击列标题效果相同</translation>
    </message>
    <message>
        <source>Where the answer begins</source>
        <translation>答案起始位置</translation>
    </message>
    <message>
        <source>Long</source>
        <translation>长文本</translation>
    </message>
    <message>
        <source>Question and context have more than %1 tokens: they are cut into several windows</source>
        <translation>问题和上下文超过 %1 个词元：会切成多个窗口</translation>
    </message>
    <message>
        <source>The context has more than %1 characters; with a model its tokens are counted</source>
        <translation>上下文超过 %1 个字符；选择模型后按词元计数</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>正在查找…</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>found, all</comment>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>A training leaves this example out; the Doctor says why and can repair it</source>
        <translation>训练会排除此样本；“诊断”会说明原因，并可以修复</translation>
    </message>
    <message>
        <source>No example is like this. Take a filter away, or search for less.</source>
        <translation>没有符合条件的样本。请去掉一个筛选条件，或缩短搜索内容。</translation>
    </message>
    <message>
        <source>No such file chosen</source>
        <translation>未选择此文件</translation>
    </message>
    <message>
        <source>Without a validation file, training cannot tell how good the model is. Choose one above.</source>
        <translation>没有验证文件，训练就无法判断模型的好坏。请在上方选择一个。</translation>
    </message>
    <message>
        <source>The Doctor says what is wrong with this file.</source>
        <translation>“诊断”会说明此文件的问题所在。</translation>
    </message>
    <message>
        <source>Drop files anywhere on this page, or choose them above. The sample project is small, complete and trains in a few minutes.</source>
        <translation>把文件拖到本页任意位置，或在上方选择。示例项目很小但完整，几分钟即可训练完。</translation>
    </message>
</context>
<context>
    <name>finetune::ui::ExportFilesModel</name>
    <message>
        <source>Architecture and sizes</source>
        <translation>结构和尺寸</translation>
    </message>
    <message>
        <source>The trained weights, float32</source>
        <translation>训练后的权重，float32</translation>
    </message>
    <message>
        <source>Model card: data, arguments and scores of the run</source>
        <translation>模型卡：运行的数据、参数和分数</translation>
    </message>
    <message>
        <source>Tokenizer, byte for byte as in the base model</source>
        <translation>分词器，与基础模型逐字节相同</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>内容</translation>
    </message>
</context>
<context>
    <name>finetune::ui::ExportPage</name>
    <message>
        <source>Final model</source>
        <translation>最终模型</translation>
    </message>
    <message>
        <source>%1, the best one</source>
        <translation>%1（最佳）</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>F1 %1</source>
        <translation>F1 %1</translation>
    </message>
    <message>
        <source>Nothing to export yet</source>
        <translation>还没有可导出的内容</translation>
    </message>
    <message>
        <source>As soon as a run has kept a checkpoint, it can leave from here as a folder for Python&apos;s transformers.</source>
        <translation>运行保留检查点后，即可在这里导出为供 Python 的 transformers 使用的文件夹。</translation>
    </message>
    <message>
        <source>Go to training</source>
        <translation>前往训练</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>The finished model as a folder that Python&apos;s transformers loads.</source>
        <translation>把训练好的模型导出为 Python 的 transformers 可以加载的文件夹。</translation>
    </message>
    <message>
        <source>%1…</source>
        <comment>what is being done</comment>
        <translation>%1…</translation>
    </message>
    <message>
        <source>The export was cancelled; nothing was written.</source>
        <translation>导出已取消；未写入任何内容。</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Checkpoint</source>
        <translation>检查点</translation>
    </message>
    <message>
        <source>Where to</source>
        <translation>导出位置</translation>
    </message>
    <message>
        <source>A new or empty folder</source>
        <translation>新文件夹或空文件夹</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Files of the export</source>
        <translation>导出的文件</translation>
    </message>
    <message>
        <source>Will be written: %1</source>
        <translation>将写入：%1</translation>
    </message>
    <message>
        <source>The earlier export in this folder will be replaced.</source>
        <translation>将替换此文件夹中先前的导出。</translation>
    </message>
    <message>
        <source>The folder is written whole or not at all, read back and compared.</source>
        <translation>文件夹要么完整写入，要么完全不写；写入后会读回并比较。</translation>
    </message>
    <message>
        <source>Waiting for other work…</source>
        <translation>正在等待其他任务…</translation>
    </message>
    <message>
        <source>&lt;b&gt;Exported and checked.&lt;/b&gt; Read back from disk, the model gives exactly the same logits.</source>
        <translation>&lt;b&gt;已导出并校验。&lt;/b&gt;从磁盘读回后，模型给出完全相同的 logits。</translation>
    </message>
    <message>
        <source>&lt;b&gt;Exported and checked.&lt;/b&gt; Read back from disk, the largest difference of a logit is %1.</source>
        <translation>&lt;b&gt;已导出并校验。&lt;/b&gt;从磁盘读回后，logit 的最大差值为 %1。</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>已写入</translation>
    </message>
</context>
<context>
    <name>finetune::ui::FilesCard</name>
    <message>
        <source>Training file</source>
        <translation>训练文件</translation>
    </message>
    <message>
        <source>Validation file</source>
        <translation>验证文件</translation>
    </message>
    <message>
        <source>Test file</source>
        <translation>测试文件</translation>
    </message>
    <message>
        <source>SQuAD JSON, Parquet, CSV …</source>
        <translation>SQuAD JSON、Parquet、CSV……</translation>
    </message>
    <message>
        <source>May be left out</source>
        <translation>可以留空</translation>
    </message>
    <message>
        <source>Questions for the very end: evaluate on them when all choices are made</source>
        <translation>留到最后的问题：所有选择都确定后，再用它们评估</translation>
    </message>
    <message>
        <source>Reading… %1 %</source>
        <translation>正在读取… %1 %</translation>
    </message>
    <message>
        <source>%1 are shown</source>
        <comment>the first … rows</comment>
        <translation>显示%1</translation>
    </message>
    <message>
        <source>%1 of %2 questions can be used</source>
        <translation>%2 个问题中有 %1 个可用</translation>
    </message>
    <message>
        <source>%1 questions</source>
        <translation>%1 个问题</translation>
    </message>
    <message>
        <source>%1 paragraphs</source>
        <translation>%1 个段落</translation>
    </message>
    <message>
        <source>%1 unanswerable</source>
        <translation>%1 个无答案</translation>
    </message>
    <message>
        <source>chosen rows</source>
        <translation>所选的行</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>已更改</translation>
    </message>
    <message>
        <source>Say which column holds what with “Columns and rows”</source>
        <translation>请用“列和行”指明各列的内容</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
</context>
<context>
    <name>finetune::ui::FindingKindsModel</name>
    <message>
        <source>Entry that cannot be read</source>
        <translation>无法读取的条目</translation>
    </message>
    <message>
        <source>Entries of the file that are not of SQuAD&apos;s form, or not quite.</source>
        <translation>文件中不符合或不完全符合 SQuAD 格式的条目。</translation>
    </message>
    <message>
        <source>What was looked for</source>
        <translation>检查项目</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>发现</translation>
    </message>
</context>
<context>
    <name>finetune::ui::FindingsModel</name>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>序号</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>问题所在</translation>
    </message>
</context>
<context>
    <name>finetune::ui::FlightCard</name>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>The run needs about %1 of memory and %2 is free. Choose a smaller batch with more gradient_accumulation_steps, or a smaller model.</source>
        <translation>运行约需 %1 内存，可用 %2。请减小批次并增大 gradient_accumulation_steps，或选用较小的模型。</translation>
    </message>
    <message>
        <source>The checkpoints need %1 and %2 is free on the disk of output_dir. Keep fewer of them (save_total_limit), or choose another disk.</source>
        <translation>检查点需要 %1，output_dir 所在磁盘可用 %2。请少保留一些（save_total_limit），或换一个磁盘。</translation>
    </message>
    <message>
        <source>A learning rate of %1 is high: models of this size are seldom trained above %2. Watch whether the loss falls.</source>
        <translation>学习率 %1 偏高：这种规模的模型很少用高于 %2 的学习率训练。请留意损失是否下降。</translation>
    </message>
    <message>
        <source>A learning rate of %1 is low: below %2 a model hardly changes.</source>
        <translation>学习率 %1 偏低：低于 %2 时模型几乎没有变化。</translation>
    </message>
    <message>
        <source>Warm-up takes %1 updates and the run has %2: the learning rate never gets to its height.</source>
        <translation>预热需要 %1 次更新，而运行共有 %2 次：学习率永远达不到最高值。</translation>
    </message>
    <message>
        <source>The run has only %1 updates. A smaller batch or more epochs give the model more to learn from.</source>
        <translation>运行只有 %1 次更新。减小批次或增加轮次，可以让模型学到更多。</translation>
    </message>
    <message>
        <source>For %1 of %2 questions no window holds the whole answer: they teach that there is none. A larger doc_stride or max_length helps.</source>
        <translation>%2 个问题中有 %1 个没有任何窗口包含完整的答案：它们会让模型以为没有答案。增大 doc_stride 或 max_length 会有帮助。</translation>
    </message>
    <message>
        <source>The loss of a measured step is not a finite number. Lower the learning rate, and check the model&apos;s weights.</source>
        <translation>实测步骤的损失不是有限数。请降低学习率，并检查模型的权重。</translation>
    </message>
    <message>
        <source>The run takes more than a day: %1. Fewer epochs, shorter windows or padding “none” shorten it.</source>
        <translation>运行需要一天以上：%1。减少轮次、缩短窗口或将 padding 设为“none”可以缩短时间。</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>立即试运行</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>One update</source>
        <translation>每次更新</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>磁盘</translation>
    </message>
    <message>
        <source>Progress of the flight check</source>
        <translation>试运行进度</translation>
    </message>
    <message>
        <source>The check was cancelled.</source>
        <translation>试运行已取消。</translation>
    </message>
    <message>
        <source>Checking: %1</source>
        <translation>试运行中：%1</translation>
    </message>
    <message>
        <source>A few updates are measured on this machine, and time, memory and disk of the whole run are told before it is started. Nothing is written.</source>
        <translation>在这台机器上实测几次更新，在开始之前给出整个运行所需的时间、内存和磁盘空间。不会写入任何内容。</translation>
    </message>
    <message>
        <source>Checking: waiting for other work</source>
        <translation>试运行：正在等待其他任务</translation>
    </message>
    <message>
        <source>The arguments or the data have changed since this check.</source>
        <translation>自上次试运行后，参数或数据已更改。</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>重新试运行</translation>
    </message>
    <message>
        <source>%1 is free</source>
        <translation>可用 %1</translation>
    </message>
    <message>
        <source>✓ Ready: nothing stands in the way.</source>
        <translation>✓ 就绪：没有任何障碍。</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) to look at</source>
        <translation>
            <numerusform>有 %n 项需要留意</numerusform>
        </translation>
    </message>
    <message>
        <source>Measured on this machine, with these arguments and data. Nothing was written.</source>
        <translation>在这台机器上按当前参数和数据测得。未写入任何内容。</translation>
    </message>
    <message>
        <source>Show %1 in the form</source>
        <translation>在表单中显示 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n update(s)</source>
        <translation>
            <numerusform>%n 次更新</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n evaluation(s), %1 each</source>
        <translation>
            <numerusform>%n 次评估，每次 %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n checkpoint(s) of %1, and the model</source>
        <translation>
            <numerusform>%n 个检查点（每个 %1），以及模型</numerusform>
        </translation>
    </message>
    <message>
        <source>the model alone</source>
        <translation>仅模型</translation>
    </message>
    <message>
        <source>The model does not know the writing of %1 of %2 tokens ([UNK]) and learns nothing of them. Choose a model made for the language of the data.</source>
        <translation>%2 个词元中有 %1 个的文字模型不认识（[UNK]），从中什么也学不到。请选择为数据所用语言制作的模型。</translation>
    </message>
    <message numerus="yes">
        <source>measured on %Ln update(s)</source>
        <translation>
            <numerusform>在 %Ln 次更新上测得</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln window(s) to learn from</source>
        <translation>
            <numerusform>用来学习的窗口共 %Ln 个</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: reckoned from %2.</source>
        <comment>file, the first … rows</comment>
        <translation>%1：由%2推算。</translation>
    </message>
</context>
<context>
    <name>finetune::ui::GuideWindow</name>
    <message>
        <source>Guide – Finetune Studio</source>
        <translation>指南 – Finetune Studio</translation>
    </message>
    <message>
        <source>First steps</source>
        <translation>第一步</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Inspect</source>
        <translation>检视</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>Try</source>
        <translation>试用</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>词汇</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>目录</translation>
    </message>
    <message>
        <source>Page of the guide</source>
        <translation>指南页面</translation>
    </message>
    <message>
        <source>Back (Alt+Left)</source>
        <translation>后退（Alt+Left）</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>后退</translation>
    </message>
    <message>
        <source>Forward (Alt+Right)</source>
        <translation>前进（Alt+Right）</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>前进</translation>
    </message>
</context>
<context>
    <name>finetune::ui::HeatLegend</name>
    <message>
        <source>Legend: a bar above a word is the probability that the answer begins there, a bar below it that it ends there</source>
        <translation>图例：词上方的条表示答案从这里开始的概率，下方的条表示答案在这里结束的概率</translation>
    </message>
    <message>
        <source>begins here</source>
        <comment>legend: the answer</comment>
        <translation>从这里开始</translation>
    </message>
    <message>
        <source>ends here</source>
        <comment>legend: the answer</comment>
        <translation>在这里结束</translation>
    </message>
</context>
<context>
    <name>finetune::ui::HubCacheDialog</name>
    <message>
        <source>Downloaded models and datasets</source>
        <translation>已下载的模型和数据集</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>删除…</translation>
    </message>
    <message>
        <source>Keep the token</source>
        <translation>保存令牌</translation>
    </message>
    <message>
        <source>Forget it</source>
        <translation>忘记它</translation>
    </message>
    <message>
        <source>Downloaded from the hub</source>
        <translation>从模型库下载的内容</translation>
    </message>
    <message>
        <source>Deletes the chosen revision from the disk, after a question</source>
        <translation>确认后从磁盘删除所选版本</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Python&apos;s programs share this cache.</source>
        <translation>Python 程序也使用这个缓存。</translation>
    </message>
    <message>
        <source>%1 are free again.</source>
        <translation>已释放 %1。</translation>
    </message>
    <message>
        <source>Access token</source>
        <translation>访问令牌</translation>
    </message>
    <message>
        <source>For gated and private repositories: hf_…</source>
        <translation>用于需申请的和私有的仓库：hf_…</translation>
    </message>
    <message>
        <source>Nothing has been downloaded into %1.</source>
        <translation>还没有下载任何内容到 %1。</translation>
    </message>
    <message>
        <source>%1 in all, in %2</source>
        <translation>共 %1，在 %2</translation>
    </message>
    <message>
        <source>One is there. A token that is kept lies in %1, readable for you alone.</source>
        <translation>已有令牌。保存的令牌在 %1，只有您能读取。</translation>
    </message>
    <message>
        <source>None is there. It is made on %1 and kept in %2, readable for you alone.</source>
        <translation>还没有令牌。在 %1 创建，保存在 %2，只有您能读取。</translation>
    </message>
    <message>
        <source>&lt;b&gt;Delete the unfinished download of %1?&lt;/b&gt;</source>
        <translation>&lt;b&gt;要删除 %1 未完成的下载吗？&lt;/b&gt;</translation>
    </message>
    <message>
        <source>&lt;b&gt;Delete %1, revision %2?&lt;/b&gt;</source>
        <translation>&lt;b&gt;要删除 %1 的版本 %2 吗？&lt;/b&gt;</translation>
    </message>
    <message>
        <source>%1 become free; it can be downloaded again.</source>
        <translation>将释放 %1；以后可以重新下载。</translation>
    </message>
    <message>
        <source>It is open in this window, and could no longer be read.</source>
        <translation>它正在这个窗口中打开，删除后将无法再读取。</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
</context>
<context>
    <name>finetune::ui::HubCacheModel</name>
    <message>
        <source>model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>dataset</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>unfinished</source>
        <translation>未完成</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Revision</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Last used</source>
        <translation>上次使用</translation>
    </message>
</context>
<context>
    <name>finetune::ui::HubField</name>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Cache…</source>
        <translation>缓存…</translation>
    </message>
    <message>
        <source>Models in the cache and on the hub</source>
        <translation>缓存和模型库中的模型</translation>
    </message>
    <message>
        <source>Datasets in the cache and on the hub</source>
        <translation>缓存和模型库中的数据集</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Model by name</source>
        <translation>按名称选模型</translation>
    </message>
    <message>
        <source>Dataset by name</source>
        <translation>按名称选数据集</translation>
    </message>
    <message>
        <source>distilbert-base-uncased, org/name, org/name@revision</source>
        <translation>distilbert-base-uncased、org/name、org/name@revision</translation>
    </message>
    <message>
        <source>squad, org/name, org/name:configuration/split</source>
        <translation>squad、org/name、org/name:configuration/split</translation>
    </message>
    <message>
        <source>What is in the cache</source>
        <translation>缓存里有什么</translation>
    </message>
    <message>
        <source>Asks the hub for the newest files, also when the cache has some</source>
        <translation>向模型库询问最新的文件，即使缓存中已有</translation>
    </message>
    <message>
        <source>What was downloaded and how much room it takes; the access token</source>
        <translation>下载了什么、占多少空间；访问令牌</translation>
    </message>
    <message>
        <source>What has arrived is kept; the next download goes on from there</source>
        <translation>已到达的部分会保留，下次下载从那里继续</translation>
    </message>
    <message>
        <source>%1 was opened from the cache; the hub was not asked.</source>
        <translation>已从缓存打开 %1，没有询问模型库。</translation>
    </message>
    <message>
        <source>%1 was downloaded and opened.</source>
        <translation>已下载并打开 %1。</translation>
    </message>
    <message>
        <source>That did not work; see the message above.</source>
        <translation>没有成功；请看上方的消息。</translation>
    </message>
    <message>
        <source>Stopped. What has arrived is kept; Download goes on from there.</source>
        <translation>已停止。已到达的部分会保留；再按“下载”从那里继续。</translation>
    </message>
    <message>
        <source>Offline by HF_HUB_OFFLINE: what is in the cache can be opened, and nothing is asked.</source>
        <translation>HF_HUB_OFFLINE 设为离线：可以打开缓存中的内容，不会发出任何请求。</translation>
    </message>
    <message>
        <source>Searching %1…</source>
        <translation>正在搜索 %1…</translation>
    </message>
    <message>
        <source>Nothing is in the cache yet.</source>
        <translation>缓存里还什么都没有。</translation>
    </message>
    <message>
        <source>Nothing has a name like this; check the spelling.</source>
        <translation>没有名称与此相似的；请检查拼写。</translation>
    </message>
    <message>
        <source>Typing searches %1. Before that nothing is sent.</source>
        <translation>输入时搜索 %1。在此之前不发送任何内容。</translation>
    </message>
    <message>
        <source>Asking which files are needed…</source>
        <translation>正在询问需要哪些文件…</translation>
    </message>
    <message>
        <source>%1: %2 of %3. In all %4 of %5</source>
        <translation>%1：%2 / %3。总计 %4 / %5</translation>
    </message>
    <message>
        <source>%1 is here. Say below what its splits are used for.</source>
        <translation>%1 已就绪。请在下方指定各个划分的用途。</translation>
    </message>
    <message>
        <source>%1 was opened from the cache, which holds its split “%2” alone. Download asks the hub for the others.</source>
        <translation>%1 已从缓存打开，缓存中只有它的划分“%2”。点击“下载”可向模型库获取其余划分。</translation>
    </message>
</context>
<context>
    <name>finetune::ui::HubNamesModel</name>
    <message>
        <source>in the cache</source>
        <translation>在缓存中</translation>
    </message>
    <message>
        <source>on the hub, gated</source>
        <translation>在模型库，需申请</translation>
    </message>
    <message>
        <source>on the hub</source>
        <translation>在模型库</translation>
    </message>
    <message>
        <source>Its owner gives access to those who ask for it; then an access token is needed.</source>
        <translation>所有者向提出申请的人开放；之后还需要访问令牌。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Where it is</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Downloads</source>
        <translation>下载次数</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
</context>
<context>
    <name>finetune::ui::HubSplitsCard</name>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>To learn from</source>
        <translation>用于训练</translation>
    </message>
    <message>
        <source>To measure by while training</source>
        <translation>用于训练中的验证</translation>
    </message>
    <message>
        <source>For the very end</source>
        <translation>用于最后的测试</translation>
    </message>
    <message>
        <source>%1 has one split, “%2”. Choose what it is used for.</source>
        <translation>%1 只有一个划分“%2”。请选择它的用途。</translation>
    </message>
    <message>
        <source>%1 has the splits %2. Choose which of them are used, and for what.</source>
        <translation>%1 包含划分：%2。请选择使用哪些划分以及各自的用途。</translation>
    </message>
    <message>
        <source>none</source>
        <comment>split</comment>
        <translation>无</translation>
    </message>
</context>
<context>
    <name>finetune::ui::InspectPage</name>
    <message>
        <source>Nothing to inspect yet</source>
        <translation>还没有可检视的内容</translation>
    </message>
    <message>
        <source>Inspect</source>
        <translation>检视</translation>
    </message>
    <message>
        <source>What the model will see of each example.</source>
        <translation>模型将看到的每个样本。</translation>
    </message>
    <message>
        <source>Choose a model: its tokenizer cuts question and context into tokens.</source>
        <translation>请选择模型：由它的分词器把问题和上下文切分为词元。</translation>
    </message>
    <message>
        <source>Reading the tokenizer…</source>
        <translation>正在读取分词器…</translation>
    </message>
    <message>
        <source>Counting the tokens of %1 of %2 questions…</source>
        <translation>正在统计词元：第 %1 个问题，共 %2 个…</translation>
    </message>
    <message>
        <source>This example gives no window and is skipped: %1. %2.</source>
        <comment>what is wrong, and what helps</comment>
        <translation>此样本不产生窗口，将被跳过：%1。%2。</translation>
    </message>
    <message>
        <source>⚠ %1</source>
        <comment>a warning</comment>
        <translation>⚠ %1</translation>
    </message>
    <message>
        <source>Open a file on the Data page and a model on the Model page. Here you then see the tokens that the model gets of each question and context.</source>
        <translation>请在“数据”页打开文件，在“模型”页打开模型。这里会显示模型从每个问题和上下文得到的词元。</translation>
    </message>
    <message>
        <source>Counted over %1.</source>
        <translation>统计范围：%1。</translation>
    </message>
</context>
<context>
    <name>finetune::ui::MainWindow</name>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Inspect</source>
        <translation>检视</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Stop and close</source>
        <translation>停止并关闭</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>Try</source>
        <translation>试用</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>The project was saved: %1</source>
        <translation>项目已保存：%1</translation>
    </message>
    <message>
        <source>&lt;b&gt;%1 was interrupted.&lt;/b&gt; Its newest checkpoint is %2. Go on from there?&lt;br&gt;%3</source>
        <translation>&lt;b&gt;%1 被中断。&lt;/b&gt;最新的检查点是 %2。要从那里继续吗？&lt;br&gt;%3</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>暂不</translation>
    </message>
    <message>
        <source>&lt;b&gt;Training is going on.&lt;/b&gt; Stop it and keep a checkpoint, or let it go on in the background until it is done?</source>
        <translation>&lt;b&gt;训练正在进行。&lt;/b&gt;停止训练并保留检查点，还是让它在后台继续直到完成？</translation>
    </message>
    <message>
        <source>Go on in the background</source>
        <translation>在后台继续</translation>
    </message>
    <message>
        <source>Keep the window</source>
        <translation>保留窗口</translation>
    </message>
    <message>
        <source>They are lost when the file is closed or another one takes its place.</source>
        <translation>关闭该文件或换成其他文件后，这些修改将丢失。</translation>
    </message>
    <message>
        <source>They are lost when the window closes.</source>
        <translation>关闭窗口后，这些修改将丢失。</translation>
    </message>
    <message>
        <source>Access token…</source>
        <translation>访问令牌…</translation>
    </message>
</context>
<context>
    <name>finetune::ui::MessageBar</name>
    <message>
        <source>Close this message (Esc)</source>
        <translation>关闭此消息（Esc）</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>关闭此消息</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详细信息</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the message and its details</source>
        <translation>复制消息及其详细信息</translation>
    </message>
</context>
<context>
    <name>finetune::ui::ModelCard</name>
    <message>
        <source>Parameters</source>
        <translation>参数量</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层数</translation>
    </message>
    <message>
        <source>Attention heads</source>
        <translation>注意力头</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>词表</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>size, number type</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>未注明</translation>
    </message>
    <message>
        <source>The model has an answer head already; training goes on from it.</source>
        <translation>模型已有问答头；训练将在其基础上继续。</translation>
    </message>
    <message>
        <source>float32</source>
        <translation>float32</translation>
    </message>
    <message>
        <source>float16, trained as float32</source>
        <translation>float16，以 float32 训练</translation>
    </message>
    <message>
        <source>bfloat16, trained as float32</source>
        <translation>bfloat16，以 float32 训练</translation>
    </message>
    <message>
        <source>Numbers that training changes</source>
        <translation>训练所改变的数值</translation>
    </message>
    <message>
        <source>Transformer blocks, one on top of the other</source>
        <translation>逐层叠加的 Transformer 块</translation>
    </message>
    <message>
        <source>Hidden size</source>
        <translation>隐藏维度</translation>
    </message>
    <message>
        <source>Numbers that stand for one token</source>
        <translation>表示一个词元的数值个数</translation>
    </message>
    <message>
        <source>In each layer</source>
        <translation>每层中的个数</translation>
    </message>
    <message>
        <source>Longest input</source>
        <translation>最长输入</translation>
    </message>
    <message>
        <source>max_length may be as large as this</source>
        <translation>max_length 的上限</translation>
    </message>
    <message>
        <source>Tokens that the model knows</source>
        <translation>模型认识的词元</translation>
    </message>
    <message>
        <source>Tokenizer</source>
        <translation>分词器</translation>
    </message>
    <message>
        <source>How text becomes tokens</source>
        <translation>文本如何变成词元</translation>
    </message>
    <message>
        <source>Weights on disk</source>
        <translation>磁盘上的权重</translation>
    </message>
    <message>
        <source>As the folder&apos;s README.md states it</source>
        <translation>依据文件夹中 README.md 的说明</translation>
    </message>
    <message>
        <source>Files of the folder</source>
        <translation>文件夹中的文件</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 个词元</translation>
    </message>
    <message>
        <source>lower case</source>
        <translation>仅小写</translation>
    </message>
    <message>
        <source>upper and lower case</source>
        <translation>区分大小写</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>tokenizer class, kind of letters</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Newly initialised: %1. The answer head begins with random numbers and is learned in training; until then the answers are guesses.</source>
        <translation>新初始化：%1。问答头从随机数开始，在训练中学会；在此之前，答案只是猜测。</translation>
    </message>
</context>
<context>
    <name>finetune::ui::ModelChooser</name>
    <message>
        <source>Model that answers</source>
        <translation>回答问题的模型</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Other folder…</source>
        <translation>其他文件夹…</translation>
    </message>
    <message>
        <source>Choose a folder with a model: an export, a checkpoint</source>
        <translation>选择包含模型的文件夹：导出的文件夹或检查点</translation>
    </message>
    <message>
        <source>Folder of a model</source>
        <translation>模型文件夹</translation>
    </message>
    <message>
        <source>%1: the run&apos;s model</source>
        <translation>%1：运行的模型</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>a run, one of its checkpoints</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>The running run, step %1</source>
        <translation>正在进行的运行，第 %1 步</translation>
    </message>
    <message>
        <source>%1: the model to train</source>
        <translation>%1：待训练的模型</translation>
    </message>
</context>
<context>
    <name>finetune::ui::ModelFilesModel</name>
    <message>
        <source>Sizes of the model</source>
        <translation>模型的尺寸</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Tokenizer; copied beside every checkpoint and export</source>
        <translation>分词器；随每个检查点和导出一起复制</translation>
    </message>
    <message>
        <source>Description and licence</source>
        <translation>说明和许可证</translation>
    </message>
    <message>
        <source>Not used</source>
        <translation>未使用</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>用途</translation>
    </message>
</context>
<context>
    <name>finetune::ui::ModelPage</name>
    <message>
        <source>Model folder</source>
        <translation>模型文件夹</translation>
    </message>
    <message>
        <source>Use the sample model</source>
        <translation>使用示例模型</translation>
    </message>
    <message>
        <source>No model yet</source>
        <translation>还没有模型</translation>
    </message>
    <message>
        <source>A pretrained BERT or DistilBERT</source>
        <translation>预训练的 BERT 或 DistilBERT</translation>
    </message>
    <message>
        <source>A small pretrained model that comes with the program</source>
        <translation>随程序附带的小型预训练模型</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Which pretrained model learns from the data.</source>
        <translation>选择从数据中学习的预训练模型。</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>This model can be trained.</source>
        <translation>此模型可以训练。</translation>
    </message>
    <message>
        <source>This folder cannot be used.</source>
        <translation>此文件夹无法使用。</translation>
    </message>
    <message>
        <source>Choose the folder of a pretrained BERT or DistilBERT, or drop it here: config.json, model.safetensors and the tokenizer&apos;s files. Or name a model of the hub above.</source>
        <translation>选择一个预训练 BERT 或 DistilBERT 的文件夹，或把它拖到这里：config.json、model.safetensors 和分词器文件。也可以在上面写出模型库中模型的名称。</translation>
    </message>
</context>
<context>
    <name>finetune::ui::PartBar</name>
    <message>
        <source>Read all rows</source>
        <translation>读取全部行</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Takes time and memory; needed only to look at all of them or to change some</source>
        <translation>需要时间和内存；只有要查看全部行或修改其中一些时才需要</translation>
    </message>
    <message>
        <source>The rows that are shown stay</source>
        <translation>已显示的行会保留</translation>
    </message>
    <message>
        <source>%1: reading all rows… %2 %</source>
        <translation>%1：正在读取全部行… %2 %</translation>
    </message>
    <message>
        <source>%1: reading all rows…</source>
        <translation>%1：正在读取全部行…</translation>
    </message>
    <message>
        <source>%1: %2 are shown; statistics and Doctor speak of these. A training uses all rows.</source>
        <comment>file, the first … rows</comment>
        <translation>%1：显示的是%2；统计和诊断只针对这些行。训练会使用全部行。</translation>
    </message>
</context>
<context>
    <name>finetune::ui::PathField</name>
    <message>
        <source>Choose a file…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>Recently used</source>
        <translation>最近使用</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Nothing used yet</source>
        <translation>暂无记录</translation>
    </message>
    <message>
        <source>Choose one file or several…</source>
        <translation>选择一个或多个文件…</translation>
    </message>
    <message>
        <source>Data (*.json *.jsonl *.ndjson *.parquet *.arrow *.feather *.ipc *.csv *.tsv *.gz *.zst)</source>
        <translation>数据 (*.json *.jsonl *.ndjson *.parquet *.arrow *.feather *.ipc *.csv *.tsv *.gz *.zst)</translation>
    </message>
    <message>
        <source>SQuAD JSON, JSON and JSON Lines (*.json *.jsonl *.ndjson *.json.gz *.jsonl.gz *.json.zst *.jsonl.zst)</source>
        <translation>SQuAD JSON、JSON 和 JSON Lines (*.json *.jsonl *.ndjson *.json.gz *.jsonl.gz *.json.zst *.jsonl.zst)</translation>
    </message>
    <message>
        <source>Parquet (*.parquet)</source>
        <translation>Parquet (*.parquet)</translation>
    </message>
    <message>
        <source>Arrow (*.arrow *.feather *.ipc)</source>
        <translation>Arrow (*.arrow *.feather *.ipc)</translation>
    </message>
    <message>
        <source>CSV and TSV (*.csv *.tsv *.csv.gz *.tsv.gz *.csv.zst *.tsv.zst)</source>
        <translation>CSV 和 TSV (*.csv *.tsv *.csv.gz *.tsv.gz *.csv.zst *.tsv.zst)</translation>
    </message>
    <message>
        <source>Choose a folder of data…</source>
        <translation>选择数据文件夹…</translation>
    </message>
</context>
<context>
    <name>finetune::ui::PredictionsModel</name>
    <message>
        <source>no answer</source>
        <translation>没有答案</translation>
    </message>
    <message>
        <source>The first of the given answers</source>
        <translation>第一个标准答案</translation>
    </message>
    <message>
        <source>What the model answers</source>
        <translation>模型给出的答案</translation>
    </message>
    <message>
        <source>How sure the model is, among the answers that it considered</source>
        <translation>模型在所考虑的答案中有多大把握</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>序号</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Given</source>
        <translation>标准答案</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Sure, %</source>
        <translation>把握（%）</translation>
    </message>
</context>
<context>
    <name>finetune::ui::PredictionsPanel</name>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Wrong</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>Became right</source>
        <translation>变对</translation>
    </message>
    <message>
        <source>Became wrong</source>
        <translation>变错</translation>
    </message>
    <message>
        <source>No answer given</source>
        <translation>未给出答案</translation>
    </message>
    <message>
        <source>Kind of answer</source>
        <translation>答案种类</translation>
    </message>
    <message>
        <source>Every kind</source>
        <translation>所有种类</translation>
    </message>
    <message>
        <source>Search the answers</source>
        <translation>搜索答案</translation>
    </message>
    <message>
        <source>Search questions and answers (Ctrl+F)</source>
        <translation>搜索问题和答案（Ctrl+F）</translation>
    </message>
    <message>
        <source>Answers of the model</source>
        <translation>模型的答案</translation>
    </message>
    <message>
        <source>No answer fits these filters.</source>
        <translation>没有符合这些筛选条件的答案。</translation>
    </message>
    <message>
        <source>Choose an evaluation to compare with, at the top</source>
        <translation>请在顶部选择要对比的评估</translation>
    </message>
    <message>
        <source>%1 shown</source>
        <translation>显示 %1 个</translation>
    </message>
</context>
<context>
    <name>finetune::ui::PreviewModel</name>
    <message>
        <source>%1: %2</source>
        <comment>place, what is wrong there</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <comment>answer, its place in the context</comment>
        <translation>%1，位于 %2</translation>
    </message>
    <message>
        <source>unanswerable</source>
        <translation>无答案</translation>
    </message>
    <message>
        <source>ID</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>上下文</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>答案</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>备注</translation>
    </message>
</context>
<context>
    <name>finetune::ui::ProbeModel</name>
    <message>
        <source>no answer</source>
        <translation>没有答案</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>✓ right</source>
        <translation>✓ 正确</translation>
    </message>
    <message>
        <source>≈ F1 %1 %</source>
        <translation>≈ F1 %1%</translation>
    </message>
    <message>
        <source>✗ wrong</source>
        <translation>✗ 错误</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Answer in its text</source>
        <translation>答案及所在文本</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>Judgement</source>
        <translation>判定</translation>
    </message>
</context>
<context>
    <name>finetune::ui::ProbePicker</name>
    <message>
        <source>Pin questions</source>
        <translation>固定问题</translation>
    </message>
    <message>
        <source>Search the validation questions</source>
        <translation>搜索验证问题</translation>
    </message>
    <message>
        <source>Validation questions</source>
        <translation>验证问题</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>固定</translation>
    </message>
    <message>
        <source>Choose a validation file on the Data page first.</source>
        <translation>请先在“数据”页选择验证文件。</translation>
    </message>
    <message>
        <source>None is pinned: the next run chooses three questions whose texts differ in length.</source>
        <translation>尚未固定任何问题：下次运行会自动选择三个文本长短不同的问题。</translation>
    </message>
    <message numerus="yes">
        <source>%n question(s) pinned; the next run tells their answers after every evaluation.</source>
        <translation>
            <numerusform>已固定 %n 个问题；下次运行会在每次评估后给出它们的答案。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>finetune::ui::ProbesView</name>
    <message>
        <source>Pin questions…</source>
        <translation>固定问题…</translation>
    </message>
    <message>
        <source>Choose the validation questions that the next run answers after every evaluation</source>
        <translation>选择下次运行在每次评估后回答的验证问题</translation>
    </message>
    <message>
        <source>The text has no answer.</source>
        <translation>文本中没有答案。</translation>
    </message>
    <message>
        <source>Given: %1</source>
        <translation>标准答案：%1</translation>
    </message>
    <message>
        <source>Answers to: %1</source>
        <translation>对此问题的回答：%1</translation>
    </message>
    <message>
        <source>Pinned: %1…</source>
        <translation>已固定：%1…</translation>
    </message>
    <message>
        <source>With a validation file on the Data page, a few of its questions are answered after every evaluation and shown here, so that one sees the model learn.</source>
        <translation>在“数据”页选择验证文件后，每次评估都会回答其中几个问题并显示在这里，让您看着模型学会。</translation>
    </message>
    <message>
        <source>After every evaluation the answers to a few validation questions are shown here, so that one sees the model learn. Pin the ones that you care about, or let the run choose three.</source>
        <translation>每次评估后，这里会显示几个验证问题的答案，让您看着模型学会。可以固定您关心的问题，也可以让运行自动选择三个。</translation>
    </message>
</context>
<context>
    <name>finetune::ui::ProblemsModel</name>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>问题所在</translation>
    </message>
    <message>
        <source>What helps</source>
        <translation>解决办法</translation>
    </message>
    <message>
        <source>How it was read</source>
        <translation>读取方式</translation>
    </message>
</context>
<context>
    <name>finetune::ui::ProjectMenu</name>
    <message>
        <source>Projects (*.%1)</source>
        <translation>项目 (*.%1)</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>最近使用</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation>打开项目</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Save the project</source>
        <translation>保存项目</translation>
    </message>
    <message>
        <source>project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Nothing used yet</source>
        <translation>暂无记录</translation>
    </message>
</context>
<context>
    <name>finetune::ui::PythonCard</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Python lines that load the folder</source>
        <translation>加载此文件夹的 Python 代码</translation>
    </message>
    <message>
        <source>In Python</source>
        <translation>在 Python 中</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
</context>
<context>
    <name>finetune::ui::Rail</name>
    <message>
        <source>Progress of the run</source>
        <translation>运行进度</translation>
    </message>
    <message>
        <source>Preparing…</source>
        <translation>正在准备…</translation>
    </message>
    <message>
        <source>Training · %1 %</source>
        <translation>训练中 · %1%</translation>
    </message>
    <message>
        <source>Evaluating · %1 %</source>
        <translation>评估中 · %1%</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>Run finished</source>
        <translation>运行已完成</translation>
    </message>
    <message>
        <source>Run stopped</source>
        <translation>运行已停止</translation>
    </message>
    <message>
        <source>Run failed</source>
        <translation>运行失败</translation>
    </message>
    <message>
        <source>Open, save and choose projects</source>
        <translation>打开、保存和选择项目</translation>
    </message>
    <message>
        <source>Guide</source>
        <translation>指南</translation>
    </message>
    <message>
        <source>What this page does and how (F1)</source>
        <translation>此页的用途和用法（F1）</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Language, theme, folders (Ctrl+,)</source>
        <translation>语言、主题、文件夹（Ctrl+,）</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Project %1</source>
        <translation>项目 %1</translation>
    </message>
    <message>
        <source>Paused · %1 %</source>
        <translation>已暂停 · %1%</translation>
    </message>
</context>
<context>
    <name>finetune::ui::RowChoices</name>
    <message>
        <source>contains</source>
        <translation>包含</translation>
    </message>
    <message>
        <source>does not contain</source>
        <translation>不包含</translation>
    </message>
    <message>
        <source>equals</source>
        <translation>等于</translation>
    </message>
    <message>
        <source>does not equal</source>
        <translation>不等于</translation>
    </message>
    <message>
        <source>is longer than</source>
        <translation>长于</translation>
    </message>
    <message>
        <source>is shorter than</source>
        <translation>短于</translation>
    </message>
    <message>
        <source>is empty</source>
        <translation>为空</translation>
    </message>
    <message>
        <source>is not empty</source>
        <translation>不为空</translation>
    </message>
    <message>
        <source>Add a condition</source>
        <translation>添加条件</translation>
    </message>
    <message>
        <source>Only the first</source>
        <translation>只取前</translation>
    </message>
    <message>
        <source>Only a random choice of</source>
        <translation>只随机选取</translation>
    </message>
    <message>
        <source>How many of the first</source>
        <translation>取前多少行</translation>
    </message>
    <message>
        <source>How many by chance</source>
        <translation>随机选取多少行</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Only rows that meet every condition are used</source>
        <translation>只使用满足所有条件的行</translation>
    </message>
    <message>
        <source>The same seed chooses the same rows on every machine</source>
        <translation>同一个种子在任何机器上都选出同样的行</translation>
    </message>
    <message>
        <source>Column of condition %1</source>
        <translation>条件 %1 的列</translation>
    </message>
    <message>
        <source>Comparison of condition %1</source>
        <translation>条件 %1 的比较方式</translation>
    </message>
    <message>
        <source>Value of condition %1</source>
        <translation>条件 %1 的值</translation>
    </message>
    <message>
        <source>Take this condition away</source>
        <translation>去掉这个条件</translation>
    </message>
    <message>
        <source>Take condition %1 away</source>
        <translation>去掉条件 %1</translation>
    </message>
    <message>
        <source>characters; of a list, its elements</source>
        <translation>字符数；列表则为元素个数</translation>
    </message>
    <message>
        <source>Capital and small letters are alike</source>
        <translation>不区分大小写</translation>
    </message>
</context>
<context>
    <name>finetune::ui::RunArgumentsModel</name>
    <message>
        <source>Model folder</source>
        <translation>模型文件夹</translation>
    </message>
    <message>
        <source>Training file</source>
        <translation>训练文件</translation>
    </message>
    <message>
        <source>Validation file</source>
        <translation>验证文件</translation>
    </message>
    <message>
        <source>Training questions</source>
        <translation>训练问题</translation>
    </message>
    <message>
        <source>Training windows</source>
        <translation>训练窗口</translation>
    </message>
    <message>
        <source>Layout of the loss</source>
        <translation>损失的布局</translation>
    </message>
    <message>
        <source>differs</source>
        <translation>不同</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>相同</translation>
    </message>
    <message>
        <source>Argument</source>
        <translation>参数</translation>
    </message>
</context>
<context>
    <name>finetune::ui::RunHead</name>
    <message>
        <source>Flight check</source>
        <translation>试运行</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Stop after epoch</source>
        <translation>本轮后停止</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Progress of the run</source>
        <translation>运行进度</translation>
    </message>
    <message>
        <source>Measure a few updates and tell time, memory and disk of the run before it is started</source>
        <translation>实测几次更新，在开始之前给出运行所需的时间、内存和磁盘空间</translation>
    </message>
    <message>
        <source>Start training (Ctrl+Return)</source>
        <translation>开始训练（Ctrl+Return）</translation>
    </message>
    <message>
        <source>Rest after the current batch; the model stays in memory (Ctrl+P)</source>
        <translation>当前批次完成后暂停；模型保留在内存中（Ctrl+P）</translation>
    </message>
    <message>
        <source>End when this epoch is trained and evaluated, and keep a checkpoint</source>
        <translation>本轮训练并评估完后结束，并保留检查点</translation>
    </message>
    <message>
        <source>Stop after the current step and keep a checkpoint</source>
        <translation>完成当前步后停止并保留检查点</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>剩余时间</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>第 %1 步，共 %2 步</translation>
    </message>
    <message>
        <source>Ready to train</source>
        <translation>可以开始训练</translation>
    </message>
    <message>
        <source>Not ready yet</source>
        <translation>尚未就绪</translation>
    </message>
    <message>
        <source>Everything is there. The window stays usable while the model trains.</source>
        <translation>一切就绪。训练期间窗口仍可正常使用。</translation>
    </message>
    <message>
        <source>Preparing</source>
        <translation>正在准备</translation>
    </message>
    <message>
        <source>Pausing after this batch…</source>
        <translation>将在本批次后暂停…</translation>
    </message>
    <message>
        <source>Training until this epoch ends</source>
        <translation>训练至本轮结束</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>%1 · the model stays in memory, and nothing is lost</source>
        <translation>%1 · 模型保留在内存中，不会丢失任何内容</translation>
    </message>
    <message>
        <source>Evaluating</source>
        <translation>正在评估</translation>
    </message>
    <message>
        <source>%1 · %2 of %3 windows</source>
        <translation>%1 · 已评估 %2 个窗口，共 %3 个</translation>
    </message>
    <message>
        <source>Stopping after this step; a checkpoint is kept…</source>
        <translation>将在本步后停止并保留检查点…</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Stopped; a checkpoint was kept</source>
        <translation>已停止，检查点已保留</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Tokens/s</source>
        <comment>tokens per second</comment>
        <translation>词元/秒</translation>
    </message>
    <message>
        <source>Stopped before the first step</source>
        <translation>第一步之前已停止</translation>
    </message>
</context>
<context>
    <name>finetune::ui::RunLogModel</name>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>evaluation</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>checkpoint</source>
        <translation>检查点</translation>
    </message>
    <message>
        <source>notice</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>What the run told</source>
        <translation>消息</translation>
    </message>
</context>
<context>
    <name>finetune::ui::RunLogView</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Kind of entries</source>
        <translation>条目种类</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Losses</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Evaluations</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>Checkpoints</source>
        <translation>检查点</translation>
    </message>
    <message>
        <source>Notices</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>Search the log</source>
        <translation>搜索日志</translation>
    </message>
    <message>
        <source>Copy the selected lines, or all that are shown</source>
        <translation>复制所选的行；未选择时复制显示的所有行</translation>
    </message>
    <message>
        <source>Log of the run</source>
        <translation>运行日志</translation>
    </message>
</context>
<context>
    <name>finetune::ui::RunPanel</name>
    <message>
        <source>Charts</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>Probes</source>
        <translation>探针</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Flight check</source>
        <translation>试运行</translation>
    </message>
    <message>
        <source>A run is going on.</source>
        <translation>有运行正在进行。</translation>
    </message>
</context>
<context>
    <name>finetune::ui::RunStarter</name>
    <message>
        <source>A run is going on in this window. Resume the other one when it has ended.</source>
        <translation>此窗口中有运行正在进行。请等它结束后再继续另一次运行。</translation>
    </message>
    <message>
        <source>A run is going on in this window. Duplicate the other one when it has ended.</source>
        <translation>此窗口中有运行正在进行。请等它结束后再复制另一次运行的参数。</translation>
    </message>
</context>
<context>
    <name>finetune::ui::RunsModel</name>
    <message>
        <source>Running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>Paused · %1 %</source>
        <translation>已暂停 · %1%</translation>
    </message>
    <message>
        <source>Running · %1 %</source>
        <translation>运行中 · %1%</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Stopped at step %1</source>
        <translation>停止于第 %1 步</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Interrupted at step %1</source>
        <translation>中断于第 %1 步</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>The check box shows the curves and arguments of the run below</source>
        <translation>勾选后，下方显示此运行的曲线和参数</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>The folder that training began from</source>
        <translation>训练所用的初始模型文件夹</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>The training file</source>
        <translation>训练文件</translation>
    </message>
    <message>
        <source>EM, %</source>
        <comment>exact match, a narrow column</comment>
        <translation>EM（%）</translation>
    </message>
    <message>
        <source>Exact match at the newest evaluation, in percent</source>
        <translation>最近一次评估的精确匹配（百分比）</translation>
    </message>
    <message>
        <source>F1, %</source>
        <translation>F1（%）</translation>
    </message>
    <message>
        <source>F1 at the newest evaluation, in percent</source>
        <translation>最近一次评估的 F1（百分比）</translation>
    </message>
    <message>
        <source>Eval loss</source>
        <comment>a narrow column</comment>
        <translation>评估损失</translation>
    </message>
    <message>
        <source>Evaluation loss at the newest evaluation</source>
        <translation>最近一次评估的评估损失</translation>
    </message>
</context>
<context>
    <name>finetune::ui::RunsPage</name>
    <message>
        <source>Show another folder…</source>
        <translation>显示其他文件夹…</translation>
    </message>
    <message>
        <source>Shows the runs of another results folder as well</source>
        <translation>同时显示另一个结果文件夹中的运行</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Every run, from this window or from a terminal.</source>
        <translation>所有运行，无论从此窗口还是从终端开始。</translation>
    </message>
    <message>
        <source>No runs yet</source>
        <translation>还没有运行</translation>
    </message>
    <message>
        <source>Runs that are trained here or with “finetune train” in a terminal appear by themselves.</source>
        <translation>在这里训练的运行，以及在终端中用“finetune train”训练的运行，会自动出现。</translation>
    </message>
    <message>
        <source>Go to training</source>
        <translation>前往训练</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) can be compared at a time: take one away first.</source>
        <translation>
            <numerusform>一次最多可以对比 %n 次运行：请先去掉一个。</numerusform>
        </translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Goes on from its newest checkpoint</source>
        <translation>从最新的检查点继续</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>复制参数</translation>
    </message>
    <message>
        <source>Puts its data, model and arguments into the Train page</source>
        <translation>将其数据、模型和参数填入“训练”页</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Shows the run&apos;s files</source>
        <translation>显示此运行的文件</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Moves the run&apos;s folder to the trash (Del)</source>
        <translation>将此运行的文件夹移到回收站（Del）</translation>
    </message>
    <message>
        <source>Results folder</source>
        <translation>结果文件夹</translation>
    </message>
    <message>
        <source>%1 was moved to the trash.</source>
        <translation>%1 已移到回收站。</translation>
    </message>
    <message>
        <source>%1 was deleted.</source>
        <translation>%1 已删除。</translation>
    </message>
    <message>
        <source>&lt;b&gt;There is no trash for %1.&lt;/b&gt; Delete it for good, %2 files, %3?</source>
        <translation>&lt;b&gt;%1 没有可用的回收站。&lt;/b&gt;要永久删除吗（%2 个文件，%3）？</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>永久删除</translation>
    </message>
</context>
<context>
    <name>finetune::ui::ScoreTiles</name>
    <message>
        <source>As before.</source>
        <translation>与之前相同。</translation>
    </message>
    <message>
        <source>▲ %1 more than before.</source>
        <translation>▲ 比之前高 %1。</translation>
    </message>
    <message>
        <source>▼ %1 less than before.</source>
        <translation>▼ 比之前低 %1。</translation>
    </message>
    <message>
        <source>Exact match</source>
        <translation>精确匹配</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>Character F1</source>
        <translation>字符 F1</translation>
    </message>
    <message>
        <source>Evaluation loss</source>
        <translation>评估损失</translation>
    </message>
    <message>
        <source>Of %1 questions, %2 answers are exactly right.</source>
        <translation>%1 个问题中，%2 个答案完全正确。</translation>
    </message>
    <message>
        <source>How far the words of found and given answers overlap, on average.</source>
        <translation>模型答案与标准答案的词语重合程度（平均）。</translation>
    </message>
    <message>
        <source>The same by characters, for languages without spaces such as Chinese.</source>
        <translation>按字符计算的重合程度，适用于中文等不用空格分词的语言。</translation>
    </message>
    <message>
        <source>How surprised the model is by the given answers (packed layout). Lower is better.</source>
        <translation>模型对标准答案的意外程度（紧凑布局）。越低越好。</translation>
    </message>
    <message>
        <source>How surprised the model is by the given answers (padded layout). Lower is better.</source>
        <translation>模型对标准答案的意外程度（填充布局）。越低越好。</translation>
    </message>
</context>
<context>
    <name>finetune::ui::SeriesPlot</name>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>epoch %1</source>
        <translation>轮次 %1</translation>
    </message>
    <message numerus="yes">
        <source>✕ %n value(s) not finite</source>
        <translation>
            <numerusform>✕ %n 个值不是有限数</numerusform>
        </translation>
    </message>
    <message>
        <source>values of 0 and less have no place on a logarithmic scale</source>
        <translation>对数刻度上无法显示小于或等于 0 的值</translation>
    </message>
    <message>
        <source>smoothed</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Menu of the chart %1</source>
        <translation>图表菜单：%1</translation>
    </message>
    <message>
        <source>Scale, table and saving</source>
        <translation>刻度、表格和保存</translation>
    </message>
    <message>
        <source>&amp;Logarithmic scale</source>
        <translation>对数刻度(&amp;L)</translation>
    </message>
    <message>
        <source>As a &amp;table</source>
        <translation>以表格显示(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Show the whole run</source>
        <translation>显示整个运行(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Enlarge or back</source>
        <translation>放大或还原(&amp;E)</translation>
    </message>
    <message>
        <source>Save as &amp;PNG…</source>
        <translation>保存为 PNG(&amp;P)…</translation>
    </message>
    <message>
        <source>Pictures (*.png)</source>
        <translation>图片 (*.png)</translation>
    </message>
    <message>
        <source>Save as S&amp;VG…</source>
        <translation>保存为 SVG(&amp;V)…</translation>
    </message>
    <message>
        <source>Drawings (*.svg)</source>
        <translation>矢量图 (*.svg)</translation>
    </message>
    <message>
        <source>Save the values as &amp;CSV…</source>
        <translation>将数值保存为 CSV(&amp;C)…</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>Save the chart</source>
        <translation>保存图表</translation>
    </message>
    <message>
        <source>%1 as a table</source>
        <translation>%1（表格）</translation>
    </message>
    <message>
        <source>Ctrl with the wheel zooms, dragging moves along the run, a double click shows all of it</source>
        <translation>按住 Ctrl 滚动滚轮可缩放，拖动可沿运行移动，双击显示全部</translation>
    </message>
</context>
<context>
    <name>finetune::ui::SeriesTableModel</name>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
</context>
<context>
    <name>finetune::ui::Session</name>
    <message>
        <source>Choose a training file on the Data page.</source>
        <translation>请在“数据”页选择训练文件。</translation>
    </message>
    <message>
        <source>The training file is being read.</source>
        <translation>正在读取训练文件。</translation>
    </message>
    <message>
        <source>The training file could not be read; see the Data page.</source>
        <translation>无法读取训练文件；请见“数据”页。</translation>
    </message>
    <message>
        <source>The training file holds no question that can be used.</source>
        <translation>训练文件中没有可用的问题。</translation>
    </message>
    <message>
        <source>The validation file is being read.</source>
        <translation>正在读取验证文件。</translation>
    </message>
    <message>
        <source>The validation file could not be read; see the Data page.</source>
        <translation>无法读取验证文件；请见“数据”页。</translation>
    </message>
    <message>
        <source>The model folder is being read.</source>
        <translation>正在读取模型文件夹。</translation>
    </message>
    <message>
        <source>Choose a model folder on the Model page.</source>
        <translation>请在“模型”页选择模型文件夹。</translation>
    </message>
    <message>
        <source>The model folder cannot be used; see the Model page.</source>
        <translation>模型文件夹无法使用；请见“模型”页。</translation>
    </message>
</context>
<context>
    <name>finetune::ui::SettingsDialog</name>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Working copies</source>
        <translation>工作副本</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>What you choose takes effect at once.</source>
        <translation>所选设置立即生效。</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>The window is built anew; a run goes on.</source>
        <translation>窗口会重新创建；运行不受影响。</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>As the system: follows the desktop, also while the program runs.</source>
        <translation>跟随系统：与桌面保持一致，程序运行期间也会随之切换。</translation>
    </message>
    <message numerus="yes">
        <source>One for each core (%n)</source>
        <translation>
            <numerusform>每个核心一个（%n）</numerusform>
        </translation>
    </message>
    <message>
        <source>Threads of a new run</source>
        <translation>新运行的线程数</translation>
    </message>
    <message>
        <source>Fewer threads leave room for other programs. The Train page has it as threads.</source>
        <translation>减少线程可以为其他程序留出资源。在“训练”页中对应参数 threads。</translation>
    </message>
    <message>
        <source>Tell me on the desktop when a run has ended</source>
        <translation>运行结束时发送桌面通知</translation>
    </message>
    <message>
        <source>This is a file. Choose a folder.</source>
        <translation>这是一个文件。请选择文件夹。</translation>
    </message>
    <message>
        <source>Nothing can be written here. Choose another folder.</source>
        <translation>无法在此写入。请选择其他文件夹。</translation>
    </message>
    <message>
        <source>Will be made when it is needed</source>
        <translation>需要时会自动创建</translation>
    </message>
    <message>
        <source>New runs go to the first folder. The second keeps what can be made again, such as the evaluations of a model that belongs to no run.</source>
        <translation>新的运行保存在第一个文件夹。第二个文件夹存放可以重新生成的内容，例如不属于任何运行的模型的评估。</translation>
    </message>
</context>
<context>
    <name>finetune::ui::SplitCard</name>
    <message>
        <source>File to split</source>
        <translation>要拆分的文件</translation>
    </message>
    <message>
        <source>Folder for the two parts</source>
        <translation>存放两个部分的文件夹</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>拆分</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Share for the validation, percent</source>
        <translation>验证所占的百分比</translation>
    </message>
    <message>
        <source> %</source>
        <comment>percent, behind a number</comment>
        <translation>%</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>The same file, share and seed give the same parts on every machine</source>
        <translation>文件、比例和随机种子相同时，在任何机器上都得到同样的拆分</translation>
    </message>
    <message>
        <source>For validation</source>
        <translation>验证所占比例</translation>
    </message>
    <message>
        <source>Splitting…</source>
        <translation>正在拆分…</translation>
    </message>
    <message>
        <source>All questions of one context go to the same part, so that the validation asks about texts that training has not read. The parts are opened as training and validation file; the file itself stays as it is.</source>
        <translation>同一上下文的所有问题总在同一部分，因此验证所问的文本都是训练没有读过的。拆分后的两个部分会作为训练文件和验证文件打开；原文件保持不变。</translation>
    </message>
</context>
<context>
    <name>finetune::ui::SplitSwitch</name>
    <message>
        <source>%1  %2</source>
        <comment>file, number of examples</comment>
        <translation>%1  %2</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>rows read, all</comment>
        <translation>%1 / %2</translation>
    </message>
</context>
<context>
    <name>finetune::ui::StatisticsPanel</name>
    <message>
        <source>%1 or more</source>
        <translation>%1 及以上</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>a range of lengths</comment>
        <translation>%1–%2</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Contexts</source>
        <translation>上下文</translation>
    </message>
    <message>
        <source>Unanswerable</source>
        <translation>无答案</translation>
    </message>
    <message>
        <source>Several answers</source>
        <translation>多个答案</translation>
    </message>
    <message>
        <source>Context length</source>
        <translation>上下文长度</translation>
    </message>
    <message>
        <source>Question length</source>
        <translation>问题长度</translation>
    </message>
    <message>
        <source>Answer length</source>
        <translation>答案长度</translation>
    </message>
    <message>
        <source>Where the answer begins</source>
        <translation>答案起始位置</translation>
    </message>
    <message>
        <source>First word of the question</source>
        <translation>问题的第一个词</translation>
    </message>
    <message>
        <source>Counting tokens… %1 %</source>
        <translation>正在统计词元… %1%</translation>
    </message>
    <message numerus="yes">
        <source>in %n article(s)</source>
        <translation>
            <numerusform>来自 %n 篇文章</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 questions each</source>
        <translation>平均每个 %1 个问题</translation>
    </message>
    <message>
        <source>Lengths are in characters. With a model on the Model page they are counted in its tokens.</source>
        <translation>长度以字符计。在“模型”页选择模型后，按其词元计数。</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>正在统计…</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Characters</source>
        <translation>字符</translation>
    </message>
    <message>
        <source>Percent of the context</source>
        <translation>上下文中的位置（%）</translation>
    </message>
    <message>
        <source>percent of the context, from its beginning</source>
        <translation>距上下文开头的百分比</translation>
    </message>
    <message>
        <source>others</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Word</source>
        <translation>词</translation>
    </message>
    <message>
        <source>median %1 · 95 % up to %2 · longest %3</source>
        <translation>中位数 %1 · 95% 不超过 %2 · 最长 %3</translation>
    </message>
</context>
<context>
    <name>finetune::ui::StripBar</name>
    <message>
        <source>Windows side by side</source>
        <translation>并排显示窗口</translation>
    </message>
    <message>
        <source>Each window a column, so that one sees what neighbours share</source>
        <translation>每个窗口一列，便于看出相邻窗口共有的部分</translation>
    </message>
    <message>
        <source>Smaller tokens</source>
        <translation>缩小词元</translation>
    </message>
    <message>
        <source>Tokens as they were</source>
        <translation>词元恢复原大小</translation>
    </message>
    <message>
        <source>Larger tokens</source>
        <translation>放大词元</translation>
    </message>
    <message>
        <source>%1 %</source>
        <comment>a size</comment>
        <translation>%1%</translation>
    </message>
    <message>
        <source>%1 (Ctrl with the wheel, +, − or 0)</source>
        <comment>what a button does</comment>
        <translation>%1（Ctrl 加滚轮、+、− 或 0）</translation>
    </message>
</context>
<context>
    <name>finetune::ui::ThresholdModel</name>
    <message>
        <source>Threshold</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>已回答</translation>
    </message>
    <message>
        <source>Exact, %</source>
        <translation>精确匹配（%）</translation>
    </message>
    <message>
        <source>F1, %</source>
        <translation>F1（%）</translation>
    </message>
</context>
<context>
    <name>finetune::ui::ThresholdPanel</name>
    <message>
        <source>Use best F1</source>
        <translation>用最佳 F1</translation>
    </message>
    <message>
        <source>The threshold with the highest F1</source>
        <translation>F1 最高的阈值</translation>
    </message>
    <message>
        <source>Use best exact match</source>
        <translation>用最佳精确匹配</translation>
    </message>
    <message>
        <source>The threshold with the most exactly right answers</source>
        <translation>完全正确的答案最多的阈值</translation>
    </message>
    <message>
        <source>Keep with the run</source>
        <translation>随运行保存</translation>
    </message>
    <message>
        <source>The export writes it into config.json as null_score_diff_threshold</source>
        <translation>导出时会作为 null_score_diff_threshold 写入 config.json</translation>
    </message>
    <message>
        <source>When to say “no answer”</source>
        <translation>何时回答“没有答案”</translation>
    </message>
    <message>
        <source>The model says “no answer” where that scores better than its best answer by more than the threshold.</source>
        <translation>“没有答案”的得分与最佳答案的得分之差大于阈值时，模型回答“没有答案”。</translation>
    </message>
    <message>
        <source>No-answer threshold</source>
        <translation>无答案阈值</translation>
    </message>
    <message>
        <source>Scores by threshold</source>
        <translation>各阈值下的得分</translation>
    </message>
    <message>
        <source>Press Enter to take a row&apos;s threshold</source>
        <translation>按 Enter 采用所在行的阈值</translation>
    </message>
    <message>
        <source>%1 is kept with the run and exported with the model.</source>
        <translation>%1 已随运行保存，并会随模型导出。</translation>
    </message>
    <message>
        <source>Answers given at %1: %2 of %3. Exact match %4, F1 %5.</source>
        <translation>阈值 %1：%3 个问题中回答了 %2 个。精确匹配 %4，F1 %5。</translation>
    </message>
</context>
<context>
    <name>finetune::ui::ThresholdPlot</name>
    <message>
        <source>Exact match and F1 over the no-answer threshold</source>
        <translation>不同无答案阈值下的精确匹配和 F1</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>no-answer threshold: to the right, more questions get an answer</source>
        <translation>无答案阈值：越往右，得到回答的问题越多</translation>
    </message>
    <message>
        <source>Exact match</source>
        <translation>精确匹配</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
</context>
<context>
    <name>finetune::ui::TokenLegend</name>
    <message>
        <source>Legend: %1</source>
        <translation>图例：%1</translation>
    </message>
    <message>
        <source>special token</source>
        <translation>特殊词元</translation>
    </message>
    <message>
        <source>question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>context</source>
        <translation>上下文</translation>
    </message>
    <message>
        <source>answer, from start to end</source>
        <translation>答案，从起点到终点</translation>
    </message>
    <message>
        <source>shared with a neighbouring window</source>
        <translation>与相邻窗口共有</translation>
    </message>
    <message>
        <source>padding</source>
        <translation>填充</translation>
    </message>
</context>
<context>
    <name>finetune::ui::TokenStrip</name>
    <message>
        <source>Windows of the example, as tokens</source>
        <translation>样本的窗口（以词元表示）</translation>
    </message>
    <message>
        <source>Python&apos;s start</source>
        <comment>above the token that the Python workflow labels by mistake</comment>
        <translation>Python 的起点</translation>
    </message>
    <message>
        <source>start, end</source>
        <comment>above a token</comment>
        <translation>起点、终点</translation>
    </message>
    <message>
        <source>start</source>
        <comment>above a token</comment>
        <translation>起点</translation>
    </message>
    <message>
        <source>end</source>
        <comment>above a token</comment>
        <translation>终点</translation>
    </message>
</context>
<context>
    <name>finetune::ui::TokenTexts</name>
    <message>
        <source>“%1”</source>
        <comment>a quotation</comment>
        <translation>“%1”</translation>
    </message>
    <message>
        <source>Tokens 1–%1, the whole context.</source>
        <translation>词元 1–%1，即整个上下文。</translation>
    </message>
    <message>
        <source>Tokens %1–%2 of the %3 of the context.</source>
        <translation>上下文 %3 个词元中的第 %1–%2 个。</translation>
    </message>
    <message>
        <source>The answer is inside: start is token %1, end is token %2.</source>
        <translation>答案在窗口内：起点为词元 %1，终点为词元 %2。</translation>
    </message>
    <message>
        <source>These tokens read %1 where the answer is %2.</source>
        <translation>这些词元读作 %1，而答案是 %2。</translation>
    </message>
    <message>
        <source>The question has no answer, so start and end are %1.</source>
        <translation>此问题无答案，因此起点和终点均为 %1。</translation>
    </message>
    <message>
        <source>An edge of the window cuts the answer: it is not wholly inside, so start and end are %1.</source>
        <translation>窗口边缘截断了答案：它不完整，因此起点和终点均为 %1。</translation>
    </message>
    <message>
        <source>The answer is not inside, so start and end are %1.</source>
        <translation>答案不在窗口内，因此起点和终点均为 %1。</translation>
    </message>
    <message>
        <source>The answer begins in the last context token. The Python workflow&apos;s loop runs past it and labels token %1, a padding token, as the start.</source>
        <translation>答案从最后一个上下文词元开始。Python 流程的循环会越过它，把填充词元 %1 标为起点。</translation>
    </message>
    <message>
        <source>The answer begins in the last context token. The Python workflow&apos;s loop runs past it and labels token %1, the last one of the window, as the start.</source>
        <translation>答案从最后一个上下文词元开始。Python 流程的循环会越过它，把窗口的最后一个词元 %1 标为起点。</translation>
    </message>
    <message>
        <source>special token</source>
        <translation>特殊词元</translation>
    </message>
    <message>
        <source>question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>context</source>
        <translation>上下文</translation>
    </message>
    <message>
        <source>also in windows %1 and %2</source>
        <translation>也在窗口 %1 和 %2 中</translation>
    </message>
    <message>
        <source>also in window %1</source>
        <translation>也在窗口 %1 中</translation>
    </message>
    <message>
        <source>Window %1 of %2</source>
        <translation>窗口 %1 / %2</translation>
    </message>
    <message>
        <source>+%1 %2</source>
        <comment>a number of padding tokens, the padding token</comment>
        <translation>+%1 个 %2</translation>
    </message>
    <message>
        <source>Tokens %1: padding up to max_length</source>
        <translation>词元 %1：填充至 max_length</translation>
    </message>
    <message>
        <source>Token %1</source>
        <translation>词元 %1</translation>
    </message>
    <message>
        <source>id %1</source>
        <comment>of a token in the vocabulary</comment>
        <translation>ID %1</translation>
    </message>
    <message>
        <source>code points %1</source>
        <translation>码点 %1</translation>
    </message>
    <message>
        <source>bytes %1</source>
        <translation>字节 %1</translation>
    </message>
    <message>
        <source>start and end</source>
        <translation>起点和终点</translation>
    </message>
    <message>
        <source>start</source>
        <comment>of the answer</comment>
        <translation>起点</translation>
    </message>
    <message>
        <source>end</source>
        <comment>of the answer</comment>
        <translation>终点</translation>
    </message>
    <message>
        <source>It shares %1 tokens of window %2 and %3 of window %4.</source>
        <translation>与窗口 %2 共有 %1 个词元，与窗口 %4 共有 %3 个。</translation>
    </message>
    <message numerus="yes">
        <source>It shares %n token(s) of window %1.</source>
        <translation>
            <numerusform>与窗口 %1 共有 %n 个词元。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>finetune::ui::Tour</name>
    <message>
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>Tour of the window</source>
        <translation>窗口导览</translation>
    </message>
    <message>
        <source>From the top down</source>
        <translation>从上到下</translation>
    </message>
    <message>
        <source>Each page is one step of the work: choose data and a model, look at what the model will see, train, judge, leave with the model. “Open the sample project” opens what comes with the program, to try it all.</source>
        <translation>每一页是工作的一个步骤：选择数据和模型，查看模型将看到的内容，训练，评估，最后带走模型。“打开示例项目”会打开程序自带的示例，供您完整试用一遍。</translation>
    </message>
    <message>
        <source>Start here</source>
        <translation>从这里开始</translation>
    </message>
    <message>
        <source>The arguments have good starting values. Press Start as soon as data and a model are there; the curves are live, and the window stays free for other things.</source>
        <translation>参数已有合适的初始值。数据和模型就绪后即可按“开始”；曲线会实时更新，窗口仍可做其他事情。</translation>
    </message>
    <message>
        <source>Leave with the model</source>
        <translation>带走模型</translation>
    </message>
    <message>
        <source>Export writes a folder that Python&apos;s transformers loads. F1 explains the page that you are on.</source>
        <translation>“导出”会写出一个供 Python 的 transformers 加载的文件夹。按 F1 可查看当前页的说明。</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
</context>
<context>
    <name>finetune::ui::TrainPage</name>
    <message>
        <source>Read arguments from a JSON file with Hugging Face&apos;s names</source>
        <translation>从 JSON 文件读取参数（使用 Hugging Face 的名称）</translation>
    </message>
    <message>
        <source>Write the arguments as a JSON file with Hugging Face&apos;s names</source>
        <translation>将参数写入 JSON 文件（使用 Hugging Face 的名称）</translation>
    </message>
    <message>
        <source>Back to the starting values</source>
        <translation>恢复初始值</translation>
    </message>
    <message>
        <source>Arguments</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Set the arguments, start, and watch.</source>
        <translation>设置参数，开始训练，观察过程。</translation>
    </message>
    <message>
        <source>The arguments were written to %1</source>
        <translation>参数已写入 %1</translation>
    </message>
    <message>
        <source>Correct %1 first.</source>
        <translation>请先更正 %1。</translation>
    </message>
    <message>
        <source>eval_strategy is %1 and there is no validation file: choose one, or set it to no.</source>
        <translation>eval_strategy 为 %1，但没有验证文件：请选择一个，或将其设为 no。</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>使用 %1</translation>
    </message>
    <message>
        <source>&lt;b&gt;Another program is writing a run into this folder.&lt;/b&gt;&lt;br&gt;%1</source>
        <translation>&lt;b&gt;另一个程序正在向此文件夹写入运行。&lt;/b&gt;&lt;br&gt;%1</translation>
    </message>
    <message>
        <source>Resume from %1</source>
        <translation>从 %1 继续</translation>
    </message>
    <message>
        <source>&lt;b&gt;This folder already holds a run.&lt;/b&gt; Go on with it, or use a new folder?&lt;br&gt;%1</source>
        <translation>&lt;b&gt;此文件夹中已有一次运行。&lt;/b&gt;要继续它，还是使用新文件夹？&lt;br&gt;%1</translation>
    </message>
    <message>
        <source>Load arguments</source>
        <translation>载入参数</translation>
    </message>
    <message>
        <source>JSON files (*.json)</source>
        <translation>JSON 文件 (*.json)</translation>
    </message>
    <message>
        <source>Save arguments</source>
        <translation>保存参数</translation>
    </message>
    <message>
        <source>&lt;b&gt;The arguments were read.&lt;/b&gt;</source>
        <translation>&lt;b&gt;参数已读取。&lt;/b&gt;</translation>
    </message>
    <message>
        <source>Without effect here: %1</source>
        <translation>在此无效：%1</translation>
    </message>
    <message>
        <source>Not known: %1</source>
        <translation>未知：%1</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>The chart was written to %1</source>
        <translation>图表已写入 %1</translation>
    </message>
    <message>
        <source>Arguments for a purpose</source>
        <translation>适合不同用途的参数</translation>
    </message>
    <message>
        <source>Load, save, copy as Python, reset</source>
        <translation>载入、保存、复制为 Python、重置</translation>
    </message>
    <message>
        <source>&amp;Load…</source>
        <translation>载入(&amp;L)…</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>保存(&amp;S)…</translation>
    </message>
    <message>
        <source>Copy as &amp;Python</source>
        <translation>复制为 Python(&amp;P)</translation>
    </message>
    <message>
        <source>The same training as a script for transformers, in the clipboard</source>
        <translation>将同样的训练以 transformers 脚本的形式复制到剪贴板</translation>
    </message>
    <message>
        <source>&amp;Reset all</source>
        <translation>全部重置(&amp;R)</translation>
    </message>
    <message>
        <source>&lt;b&gt;%1&lt;/b&gt;: %2</source>
        <translation>&lt;b&gt;%1&lt;/b&gt;：%2</translation>
    </message>
    <message>
        <source>The script needs files and a model. %1</source>
        <translation>生成脚本需要文件和模型。%1</translation>
    </message>
    <message>
        <source>The Python script is in the clipboard. It needs torch, transformers, accelerate and datasets.</source>
        <translation>Python 脚本已复制到剪贴板。运行它需要 torch、transformers、accelerate 和 datasets。</translation>
    </message>
    <message>
        <source>Training has finished</source>
        <translation>训练已完成</translation>
    </message>
    <message>
        <source>%1: F1 %2</source>
        <translation>%1：F1 %2</translation>
    </message>
    <message>
        <source>Training has failed</source>
        <translation>训练失败</translation>
    </message>
    <message>
        <source>Training was stopped; a checkpoint was kept</source>
        <translation>训练已停止，检查点已保留</translation>
    </message>
    <message>
        <source>&lt;b&gt;Changes on the Data page are in no file yet: %1.&lt;/b&gt; Save them, so that the script can read them?</source>
        <translation>&lt;b&gt;数据页上的修改尚未保存到任何文件：%1。&lt;/b&gt;要先保存，以便脚本读取吗？</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Copy without the changes</source>
        <translation>复制（不含修改）</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>It reads the files as they are, without your changes, and says so.</source>
        <translation>它读取原来的文件，不含您的改动，并在脚本中注明。</translation>
    </message>
</context>
<context>
    <name>finetune::ui::TryPage</name>
    <message>
        <source>No model to ask yet</source>
        <translation>还没有可以提问的模型</translation>
    </message>
    <message>
        <source>Open a model on the Model page or train one on the Train page, or choose the folder of a model that was trained before.</source>
        <translation>请在“模型”页打开模型，或在“训练”页训练一个，也可以选择以前训练好的模型的文件夹。</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>Try</source>
        <translation>试用</translation>
    </message>
    <message>
        <source>Ask about any text, and see where the model looks.</source>
        <translation>对任意文本提问，看看模型关注哪里。</translation>
    </message>
    <message>
        <source>Ask a question, then press Enter</source>
        <translation>输入问题，然后按 Enter</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>提问</translation>
    </message>
    <message>
        <source>Look for the answer (Enter; in the text Ctrl+Enter)</source>
        <translation>查找答案（Enter；在文本框中按 Ctrl+Enter）</translation>
    </message>
    <message>
        <source>Take an example</source>
        <translation>取一个样本</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>A question and its text from %1, by chance</source>
        <translation>从 %1 中随机取一个问题及其文本</translation>
    </message>
    <message>
        <source>Open a validation file on the Data page to take examples from it</source>
        <translation>在“数据”页打开验证文件后，可以从中取样本</translation>
    </message>
    <message>
        <source>Write or paste a text first.</source>
        <translation>请先输入或粘贴文本。</translation>
    </message>
    <message>
        <source>Write a question first.</source>
        <translation>请先输入问题。</translation>
    </message>
    <message>
        <source>The answers appear here.</source>
        <translation>答案会显示在这里。</translation>
    </message>
    <message>
        <source>Training goes on. The answers shown are those of step %1; the run was evaluated again after step %2: ask again.</source>
        <translation>训练正在进行。当前显示的是第 %1 步的答案；第 %2 步后已再次评估：请重新提问。</translation>
    </message>
    <message>
        <source>Training goes on. Answers come from the weights of the last evaluation, after step %1.</source>
        <translation>训练正在进行。答案来自上一次评估时（第 %1 步后）的权重。</translation>
    </message>
    <message>
        <source>This model has not learned to answer yet: its answer head (%1) is made of random numbers, and so are its answers. Train it, or choose a trained model.</source>
        <translation>此模型还没有学会回答：它的问答头（%1）由随机数构成，答案也是随机的。请训练它，或选择训练好的模型。</translation>
    </message>
</context>
<context>
    <name>finetune::ui::UnsavedChanges</name>
    <message numerus="yes">
        <source>%1 (%n change(s))</source>
        <comment>file, its changed questions</comment>
        <translation>
            <numerusform>%1（%n 处修改）</numerusform>
        </translation>
    </message>
    <message>
        <source>Save as SQuAD JSON</source>
        <translation>保存为 SQuAD JSON</translation>
    </message>
    <message>
        <source>SQuAD files (*.json)</source>
        <translation>SQuAD 文件 (*.json)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>&lt;b&gt;Changes on the Data page are in no file yet: %1.&lt;/b&gt; %2</source>
        <translation>&lt;b&gt;数据页上的修改尚未保存到任何文件：%1。&lt;/b&gt;%2</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Throw away</source>
        <translation>放弃修改</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>finetune::ui::WindowOptions</name>
    <message>
        <source>Tokens of a window, the question and special tokens included</source>
        <translation>一个窗口的词元数，包括问题和特殊词元</translation>
    </message>
    <message>
        <source>Context tokens that neighbouring windows share</source>
        <translation>相邻窗口共有的上下文词元数</translation>
    </message>
    <message>
        <source>As in the run</source>
        <translation>与运行一致</translation>
    </message>
    <message>
        <source>Back to the values that the run is set to</source>
        <translation>恢复为运行所设的值</translation>
    </message>
    <message>
        <source>&lt;b&gt;%1&lt;/b&gt; questions make &lt;b&gt;%2&lt;/b&gt; windows: %3 each, at most %4, more than one for %5.</source>
        <translation>&lt;b&gt;%1&lt;/b&gt; 个问题产生 &lt;b&gt;%2&lt;/b&gt; 个窗口：平均每个 %3，最多 %4，超过一个的有 %5 个问题。</translation>
    </message>
    <message>
        <source>&lt;b&gt;%1&lt;/b&gt; of the tokens are padding when windows are padded to max_length.</source>
        <translation>若填充到 max_length，&lt;b&gt;%1&lt;/b&gt; 的词元是填充。</translation>
    </message>
    <message>
        <source>Answers that no window holds as a whole: &lt;b&gt;%1&lt;/b&gt;; a larger stride keeps them.</source>
        <translation>没有任何窗口完整包含的答案：&lt;b&gt;%1&lt;/b&gt; 个；增大步幅可以保留它们。</translation>
    </message>
    <message>
        <source>Questions that leave no room and are skipped: &lt;b&gt;%1&lt;/b&gt;.</source>
        <translation>因问题过长而被跳过的：&lt;b&gt;%1&lt;/b&gt; 个。</translation>
    </message>
    <message>
        <source>Windows that the Python workflow&apos;s loop mislabels: %1.</source>
        <translation>会被 Python 流程的循环误标的窗口：%1 个。</translation>
    </message>
    <message>
        <source>The longest example has %1 tokens: &lt;a href=&quot;%2&quot;&gt;number %3&lt;/a&gt;.</source>
        <translation>最长的样本有 %1 个词元：&lt;a href=&quot;%2&quot;&gt;第 %3 个&lt;/a&gt;。</translation>
    </message>
    <message>
        <source>Answers that the edge of a window cuts: %1.</source>
        <translation>被窗口边缘截断的答案：%1 个。</translation>
    </message>
    <message>
        <source>&lt;b&gt;%1 of the tokens are [UNK]: the model does not know this writing. Choose a model made for the language of the data.&lt;/b&gt;</source>
        <translation>&lt;b&gt;%1 的词元是 [UNK]：模型不认识这些文字。请选择为数据所用语言制作的模型。&lt;/b&gt;</translation>
    </message>
</context>
</TS>
