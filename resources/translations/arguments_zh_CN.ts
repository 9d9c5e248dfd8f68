<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Arguments</name>
    <message>
        <source>Essential</source>
        <translation>基本</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>学习率调度</translation>
    </message>
    <message>
        <source>Logging and evaluation</source>
        <translation>日志与评估</translation>
    </message>
    <message>
        <source>Checkpoints</source>
        <translation>检查点</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>机器</translation>
    </message>
    <message>
        <source>The run folder: log, checkpoints and state go there.</source>
        <translation>运行文件夹：日志、检查点和状态都存放在这里。</translation>
    </message>
    <message>
        <source>How often the data is gone through; 0.5 is half of it.</source>
        <translation>遍历数据的次数；0.5 表示一半。</translation>
    </message>
    <message>
        <source>Number of updates; when above 0 it replaces num_train_epochs.</source>
        <translation>更新步数；大于 0 时取代 num_train_epochs。</translation>
    </message>
    <message>
        <source>Windows in one training batch.</source>
        <translation>一个训练批次中的窗口数。</translation>
    </message>
    <message>
        <source>Windows in one evaluation batch.</source>
        <translation>一个评估批次中的窗口数。</translation>
    </message>
    <message>
        <source>The highest learning rate of the schedule.</source>
        <translation>调度中的最高学习率。</translation>
    </message>
    <message>
        <source>Batches that are averaged into one update: a larger batch without more memory.</source>
        <translation>多少个批次平均为一次更新：不增加内存即可使用更大的批次。</translation>
    </message>
    <message>
        <source>Seed of the order of the data, of dropout and of a new head.</source>
        <translation>数据顺序、dropout 和新增问答头的随机种子。</translation>
    </message>
    <message>
        <source>Seed of the order of the data alone; empty or -1: the seed above.</source>
        <translation>仅用于数据顺序的随机种子；留空或 -1 表示使用上面的种子。</translation>
    </message>
    <message>
        <source>Decoupled weight decay of AdamW; biases and layer norms are never decayed.</source>
        <translation>AdamW 的解耦权重衰减；偏置和层归一化从不衰减。</translation>
    </message>
    <message>
        <source>Decay rate of AdamW&apos;s mean of gradients.</source>
        <translation>AdamW 梯度均值的衰减率。</translation>
    </message>
    <message>
        <source>Decay rate of AdamW&apos;s mean of squared gradients.</source>
        <translation>AdamW 梯度平方均值的衰减率。</translation>
    </message>
    <message>
        <source>Added to AdamW&apos;s denominator.</source>
        <translation>加到 AdamW 分母上的数。</translation>
    </message>
    <message>
        <source>Gradients longer than this are scaled down to it; 0: never.</source>
        <translation>梯度范数超过此值时缩小到此值；0 表示从不。</translation>
    </message>
    <message>
        <source>The shape of the learning rate over the run.</source>
        <translation>学习率在运行过程中的变化形状。</translation>
    </message>
    <message>
        <source>Further numbers of the schedule as JSON, for instance {&quot;num_cycles&quot;: 2}.</source>
        <translation>调度的其他数值，JSON 格式，例如 {&quot;num_cycles&quot;: 2}。</translation>
    </message>
    <message>
        <source>Updates in which the learning rate rises from 0; below 1: a share of all updates.</source>
        <translation>学习率从 0 上升所用的更新步数；小于 1 时表示占全部更新的比例。</translation>
    </message>
    <message>
        <source>The same as a share of all updates (version 4); warmup_steps wins.</source>
        <translation>同上，以全部更新的比例表示（第 4 版）；以 warmup_steps 为准。</translation>
    </message>
    <message>
        <source>When the training loss is logged.</source>
        <translation>何时记录训练损失。</translation>
    </message>
    <message>
        <source>Updates between two log entries; below 1: a share of all updates.</source>
        <translation>两次记录之间的更新步数；小于 1 时表示占全部更新的比例。</translation>
    </message>
    <message>
        <source>Log the first update as well.</source>
        <translation>同时记录第一次更新。</translation>
    </message>
    <message>
        <source>When the model is evaluated.</source>
        <translation>何时评估模型。</translation>
    </message>
    <message>
        <source>Updates between two evaluations; below 1: a share; empty or 0: as logging_steps.</source>
        <translation>两次评估之间的更新步数；小于 1 表示比例；留空或 0 表示与 logging_steps 相同。</translation>
    </message>
    <message>
        <source>Epochs or updates (as eval_strategy) to wait before the first evaluation.</source>
        <translation>首次评估前等待的轮次或更新步数（取决于 eval_strategy）。</translation>
    </message>
    <message>
        <source>Evaluate once before training.</source>
        <translation>训练前先评估一次。</translation>
    </message>
    <message>
        <source>Stop after so many evaluations without improvement; 0: never.</source>
        <translation>连续多少次评估没有改进后停止；0 表示从不。</translation>
    </message>
    <message>
        <source>An improvement counts when it is larger than this.</source>
        <translation>改进超过此值才算改进。</translation>
    </message>
    <message>
        <source>When a checkpoint is kept.</source>
        <translation>何时保留检查点。</translation>
    </message>
    <message>
        <source>Updates between two checkpoints; below 1: a share of all updates.</source>
        <translation>两个检查点之间的更新步数；小于 1 时表示占全部更新的比例。</translation>
    </message>
    <message>
        <source>How many checkpoints are kept; older ones are removed, never the best; empty or 0: all.</source>
        <translation>保留多少个检查点；较旧的会被删除，但最佳的不会；留空或 0 表示全部保留。</translation>
    </message>
    <message>
        <source>Leave out the optimizer: smaller checkpoints that cannot be resumed.</source>
        <translation>不保存优化器：检查点更小，但无法继续训练。</translation>
    </message>
    <message>
        <source>End with the best checkpoint&apos;s weights instead of the last ones.</source>
        <translation>结束时使用最佳检查点的权重，而不是最后的权重。</translation>
    </message>
    <message>
        <source>The evaluation&apos;s number that decides what is best; empty: loss.</source>
        <translation>用来判定最佳的评估指标；留空表示损失。</translation>
    </message>
    <message>
        <source>Whether a larger number is better; empty: yes unless its name ends in loss.</source>
        <translation>数值是否越大越好；留空时，除非名称以 loss 结尾，否则为是。</translation>
    </message>
    <message>
        <source>A checkpoint folder to go on from; true: the newest whole one of the run folder.</source>
        <translation>从哪个检查点文件夹继续；true 表示运行文件夹中最新的完整检查点。</translation>
    </message>
    <message>
        <source>Leave out an epoch&apos;s last, smaller batch.</source>
        <translation>舍弃每轮最后一个不足的批次。</translation>
    </message>
    <message>
        <source>Order of the data; group_by_length puts windows of similar length together.</source>
        <translation>数据的顺序；group_by_length 把长度相近的窗口放在一起。</translation>
    </message>
    <message>
        <source>Tokens in one window, question included.</source>
        <translation>一个窗口中的词元数，包括问题。</translation>
    </message>
    <message>
        <source>Tokens that neighbouring windows share.</source>
        <translation>相邻窗口共有的词元数。</translation>
    </message>
    <message>
        <source>none: packed, only real tokens are computed; max_length: every window is filled up, as in the Python workflow and with its numbers; longest: to its batch&apos;s longest.</source>
        <translation>none：紧凑，只计算真实词元；max_length：每个窗口都填满，与 Python 流程相同，数值也相同；longest：填充到批次中最长的。</translation>
    </message>
    <message>
        <source>tutorial repeats the Python workflow&apos;s slip with answers in a window&apos;s last token.</source>
        <translation>tutorial 会重现 Python 流程在答案位于窗口最后一个词元时的失误。</translation>
    </message>
    <message>
        <source>Of matrix products and activations; auto: bfloat16 where the processor is fast in it and nothing is padded. Weights and sums are float32 in each.</source>
        <translation>矩阵乘法与激活值的精度；auto：处理器擅长 bfloat16 且没有填充时用 bfloat16。权重与求和始终为 float32。</translation>
    </message>
    <message>
        <source>What computes: auto takes a GPU that CUDA reaches, if LibTorch was built for it, else the processor.</source>
        <translation>用什么计算：auto 在 LibTorch 为 CUDA 版且有可用 GPU 时用 GPU，否则用处理器。</translation>
    </message>
    <message>
        <source>Processor threads; 0: all cores.</source>
        <translation>处理器线程数；0 表示所有核心。</translation>
    </message>
    <message>
        <source>Train without dropout, to compare runs.</source>
        <translation>训练时不用 dropout，便于比较不同的运行。</translation>
    </message>
    <message>
        <source>Start a new head from a formula instead of random numbers, to compare programs.</source>
        <translation>新增的问答头用公式而非随机数初始化，便于比较不同的程序。</translation>
    </message>
</context>
</TS>
