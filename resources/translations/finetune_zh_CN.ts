<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
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
    <name>finetune::ui::DataPage</name>
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
        <source>problems: %1</source>
        <translation>有问题的条目：%1</translation>
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
        <source>Model folder</source>
        <translation>模型文件夹</translation>
    </message>
    <message>
        <source>Open the sample project</source>
        <translation>打开示例项目</translation>
    </message>
    <message>
        <source>SQuAD JSON, version 1.1 or 2.0</source>
        <translation>SQuAD JSON，1.1 或 2.0 版</translation>
    </message>
    <message>
        <source>SQuAD JSON; may be left out</source>
        <translation>SQuAD JSON；可以不选</translation>
    </message>
    <message>
        <source>A pretrained BERT or DistilBERT</source>
        <translation>预训练的 BERT 或 DistilBERT</translation>
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
        <source>What the model learns from, and which model learns.</source>
        <translation>用什么数据训练，训练哪个模型。</translation>
    </message>
    <message>
        <source>Reading… %1 %</source>
        <translation>正在读取… %1%</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
</context>
<context>
    <name>finetune::ui::EvaluationsModel</name>
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
        <source>Exact match, %</source>
        <translation>精确匹配（%）</translation>
    </message>
    <message>
        <source>F1, %</source>
        <translation>F1（%）</translation>
    </message>
    <message>
        <source>Character F1, %</source>
        <translation>字符 F1（%）</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>秒</translation>
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
        <source>No problems found</source>
        <translation>未发现问题</translation>
    </message>
    <message>
        <source>Every entry of the files could be read, and every answer stands at its place.</source>
        <translation>文件中的每个条目都可读取，每个答案都位于标注的位置。</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题条目</translation>
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
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>%1 found</source>
        <translation>找到 %1 个</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>No question, answer, context, article or ID holds these characters.</source>
        <translation>没有问题、答案、上下文、文章或 ID 包含这些字符。</translation>
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
        <source>Choose a SQuAD file and a model folder above, or drop them here. The sample project is small, complete and trains in a few minutes.</source>
        <translation>在上方选择 SQuAD 文件和模型文件夹，或将它们拖放到这里。示例项目小而完整，几分钟即可训练完成。</translation>
    </message>
    <message>
        <source>No training file</source>
        <translation>没有训练文件</translation>
    </message>
    <message>
        <source>No validation file</source>
        <translation>没有验证文件</translation>
    </message>
    <message>
        <source>Training learns from this file. Choose one above.</source>
        <translation>模型从此文件中学习。请在上方选择。</translation>
    </message>
    <message>
        <source>Without one, training cannot tell how good the model is. Choose one above.</source>
        <translation>没有它就无法得知模型的好坏。请在上方选择。</translation>
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
        <source>Look at the problems of this file.</source>
        <translation>请查看此文件的问题条目。</translation>
    </message>
</context>
<context>
    <name>finetune::ui::ExportCard</name>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Exported files</source>
        <translation>导出的文件</translation>
    </message>
    <message>
        <source>Python lines that load the folder</source>
        <translation>加载此文件夹的 Python 代码</translation>
    </message>
    <message>
        <source>Writes the model and its tokenizer as a folder that Python&apos;s transformers loads, reads it back and compares the answers.</source>
        <translation>将模型及其分词器写成 Python transformers 可直接加载的文件夹，然后读回并比对结果。</translation>
    </message>
    <message>
        <source>In Python</source>
        <translation>在 Python 中</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>正在开始…</translation>
    </message>
    <message>
        <source>Checked: read back from disk, the model gives exactly the same logits.</source>
        <translation>已校验：从磁盘读回后，模型给出的 logits 完全一致。</translation>
    </message>
    <message>
        <source>Checked: read back from disk, the largest difference of a logit is %1.</source>
        <translation>已校验：从磁盘读回后，logits 的最大差异为 %1。</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
</context>
<context>
    <name>finetune::ui::InspectPage</name>
    <message>
        <source>Nothing to inspect yet</source>
        <translation>还没有可检视的内容</translation>
    </message>
    <message>
        <source>Open data and a model on the Data page. Here you then see the tokens that the model gets of each question and context.</source>
        <translation>请先在“数据”页打开数据和模型。之后在这里可以看到模型从每个问题和上下文得到的词元。</translation>
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
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
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
        <source>&lt;b&gt;Training is going on.&lt;/b&gt; Stop it, keep a checkpoint, and close the window?</source>
        <translation>&lt;b&gt;训练正在进行。&lt;/b&gt;要停止训练、保留检查点并关闭窗口吗？</translation>
    </message>
    <message>
        <source>Stop and close</source>
        <translation>停止并关闭</translation>
    </message>
    <message>
        <source>Keep training</source>
        <translation>继续训练</translation>
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
</context>
<context>
    <name>finetune::ui::ModelCard</name>
    <message>
        <source>No model yet</source>
        <translation>还没有模型</translation>
    </message>
    <message>
        <source>Choose a folder with config.json, model.safetensors and the tokenizer&apos;s files.</source>
        <translation>请选择包含 config.json、model.safetensors 和分词器文件的文件夹。</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数量</translation>
    </message>
    <message>
        <source>Size on disk</source>
        <translation>磁盘大小</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层数</translation>
    </message>
    <message>
        <source>Width (hidden size)</source>
        <translation>宽度（隐藏维度）</translation>
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
        <source>Longest input, tokens</source>
        <translation>最长输入（词元）</translation>
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
        <source>New in this model, learned from random numbers: %1</source>
        <translation>模型中新增、从随机数开始学习的参数：%1</translation>
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
        <source>SQuAD files (*.json)</source>
        <translation>SQuAD 文件 (*.json)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Nothing used yet</source>
        <translation>暂无记录</translation>
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
</context>
<context>
    <name>finetune::ui::Rail</name>
    <message>
        <source>Progress of the run</source>
        <translation>运行进度</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
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
</context>
<context>
    <name>finetune::ui::ResultsPage</name>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>No results yet</source>
        <translation>还没有结果</translation>
    </message>
    <message>
        <source>When a run has ended, its scores and the finished model are here.</source>
        <translation>运行结束后，这里会显示得分和训练好的模型。</translation>
    </message>
    <message>
        <source>Go to training</source>
        <translation>前往训练</translation>
    </message>
    <message>
        <source>Evaluation loss</source>
        <translation>评估损失</translation>
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
        <source>Answers equal to one of the given ones, apart from case, articles and punctuation.</source>
        <translation>忽略大小写、冠词和标点后，与某个标准答案完全相同的比例。</translation>
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
        <source>This run was not evaluated: there was no validation file. The model can be exported all the same.</source>
        <translation>此次运行没有评估，因为没有验证文件。模型仍可导出。</translation>
    </message>
    <message>
        <source>Evaluations of the run</source>
        <translation>此次运行的评估</translation>
    </message>
    <message>
        <source>Evaluations of this run</source>
        <translation>此次运行的评估</translation>
    </message>
    <message>
        <source>The run is going on</source>
        <translation>运行正在进行</translation>
    </message>
    <message>
        <source>How good the model is, and the folder to leave with.</source>
        <translation>模型效果如何，以及带走的文件夹。</translation>
    </message>
    <message>
        <source>Of the run in %1, which was stopped early</source>
        <translation>来自 %1 中提前停止的运行</translation>
    </message>
    <message>
        <source>Of the run in %1</source>
        <translation>来自 %1 中的运行</translation>
    </message>
    <message>
        <source>Cross-entropy of the answers&apos; ends, packed layout; lower is better.</source>
        <translation>答案起止位置的交叉熵，紧凑布局；越低越好。</translation>
    </message>
    <message>
        <source>Cross-entropy of the answers&apos; ends, padded layout; lower is better.</source>
        <translation>答案起止位置的交叉熵，填充布局；越低越好。</translation>
    </message>
</context>
<context>
    <name>finetune::ui::RunPanel</name>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Log of the run</source>
        <translation>运行日志</translation>
    </message>
    <message>
        <source>The log of the run: losses, evaluations, checkpoints, notices.</source>
        <translation>运行日志：损失、评估、检查点和提示。</translation>
    </message>
    <message>
        <source>Start training (Ctrl+Return)</source>
        <translation>开始训练（Ctrl+回车）</translation>
    </message>
    <message>
        <source>Stop after the current step and keep a checkpoint</source>
        <translation>完成当前步后停止并保留检查点</translation>
    </message>
    <message>
        <source>Progress of the run</source>
        <translation>运行进度</translation>
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
        <source>Tokens per second</source>
        <translation>词元/秒</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>剩余时间</translation>
    </message>
    <message>
        <source>Training loss</source>
        <translation>训练损失</translation>
    </message>
    <message>
        <source>step</source>
        <translation>单步</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>平均</translation>
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
        <source>step %1   loss %2   learning rate %3   gradient norm %4</source>
        <translation>第 %1 步   损失 %2   学习率 %3   梯度范数 %4</translation>
    </message>
    <message>
        <source>step %1   evaluation: loss %2   exact match %3 %   F1 %4 %</source>
        <translation>第 %1 步   评估：损失 %2   精确匹配 %3%   F1 %4%</translation>
    </message>
    <message>
        <source>step %1   checkpoint %2</source>
        <translation>第 %1 步   检查点 %2</translation>
    </message>
    <message>
        <source>step %1   finished in %2, mean training loss %3</source>
        <translation>第 %1 步   完成，用时 %2，平均训练损失 %3</translation>
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
        <source>Preparing</source>
        <translation>正在准备</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
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
        <source>Everything is there. The window stays usable while the model trains.</source>
        <translation>一切就绪。训练期间窗口仍可正常使用。</translation>
    </message>
    <message>
        <source>rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
</context>
<context>
    <name>finetune::ui::SeriesPlot</name>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
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
        <source>Choose a model folder on the Data page.</source>
        <translation>请在“数据”页选择模型文件夹。</translation>
    </message>
    <message>
        <source>The model folder is being read.</source>
        <translation>正在读取模型文件夹。</translation>
    </message>
    <message>
        <source>The model folder cannot be used; see the Data page.</source>
        <translation>模型文件夹无法使用；请见“数据”页。</translation>
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
</context>
<context>
    <name>finetune::ui::TrainPage</name>
    <message>
        <source>Load…</source>
        <translation>载入…</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>全部重置</translation>
    </message>
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
</context>
</TS>
