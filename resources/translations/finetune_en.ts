<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>EvaluationWords</name>
    <message numerus="yes">
        <source>%n word(s) and more</source>
        <translation>
            <numerusform>%n word and more</numerusform>
            <numerusform>%n words and more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n word(s)</source>
        <translation>
            <numerusform>%n word</numerusform>
            <numerusform>%n words</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n window(s) and more</source>
        <translation>
            <numerusform>%n window and more</numerusform>
            <numerusform>%n windows and more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n window(s)</source>
        <translation>
            <numerusform>%n window</numerusform>
            <numerusform>%n windows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>finetune::ui::AnswerText</name>
    <message numerus="yes">
        <source>%1 tokens, read in %n window(s)</source>
        <translation>
            <numerusform>%1 tokens, read in %n window</numerusform>
            <numerusform>%1 tokens, read in %n windows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>finetune::ui::ColumnsDialog</name>
    <message numerus="yes">
        <source>%1 · %n problem(s) in the first rows</source>
        <translation>
            <numerusform>%1 · %n problem in the first rows</numerusform>
            <numerusform>%1 · %n problems in the first rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 · %n note(s) on the first rows</source>
        <translation>
            <numerusform>%1 · %n note on the first rows</numerusform>
            <numerusform>%1 · %n notes on the first rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>finetune::ui::ComparePanel</name>
    <message numerus="yes">
        <source>%n difference(s), marked ≠</source>
        <translation>
            <numerusform>%n difference, marked ≠</numerusform>
            <numerusform>%n differences, marked ≠</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>finetune::ui::DataFiles</name>
    <message numerus="yes">
        <source>Repair %n problem(s)</source>
        <translation>
            <numerusform>Repair %n problem</numerusform>
            <numerusform>Repair %n problems</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Leave out for %n problem(s)</source>
        <translation>
            <numerusform>Leave out for %n problem</numerusform>
            <numerusform>Leave out for %n problems</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>finetune::ui::ExampleHeader</name>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n problem</numerusform>
            <numerusform>%n problems</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>finetune::ui::FlightCard</name>
    <message numerus="yes">
        <source>%n update(s)</source>
        <translation>
            <numerusform>%n update</numerusform>
            <numerusform>%n updates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n evaluation(s), %1 each</source>
        <translation>
            <numerusform>%n evaluation, %1 each</numerusform>
            <numerusform>%n evaluations, %1 each</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n checkpoint(s) of %1, and the model</source>
        <translation>
            <numerusform>%n checkpoint of %1, and the model</numerusform>
            <numerusform>%n checkpoints of %1, and the model</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) to look at</source>
        <translation>
            <numerusform>%n thing to look at</numerusform>
            <numerusform>%n things to look at</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>measured on %Ln update(s)</source>
        <translation>
            <numerusform>measured on %Ln update</numerusform>
            <numerusform>measured on %Ln updates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln window(s) to learn from</source>
        <translation>
            <numerusform>%Ln window to learn from</numerusform>
            <numerusform>%Ln windows to learn from</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>finetune::ui::ProbePicker</name>
    <message numerus="yes">
        <source>%n question(s) pinned; the next run tells their answers after every evaluation.</source>
        <translation>
            <numerusform>%n question pinned; the next run tells their answers after every evaluation.</numerusform>
            <numerusform>%n questions pinned; the next run tells their answers after every evaluation.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>finetune::ui::RunsPage</name>
    <message numerus="yes">
        <source>%n run(s) can be compared at a time: take one away first.</source>
        <translation>
            <numerusform>%n run can be compared at a time: take one away first.</numerusform>
            <numerusform>%n runs can be compared at a time: take one away first.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>finetune::ui::SeriesPlot</name>
    <message numerus="yes">
        <source>✕ %n value(s) not finite</source>
        <translation>
            <numerusform>✕ %n value not finite</numerusform>
            <numerusform>✕ %n values not finite</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>finetune::ui::SettingsDialog</name>
    <message numerus="yes">
        <source>One for each core (%n)</source>
        <translation>
            <numerusform>One, for the only core</numerusform>
            <numerusform>One for each of %n cores</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>finetune::ui::StatisticsPanel</name>
    <message numerus="yes">
        <source>in %n article(s)</source>
        <translation>
            <numerusform>in %n article</numerusform>
            <numerusform>in %n articles</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>finetune::ui::TokenTexts</name>
    <message numerus="yes">
        <source>It shares %n token(s) of window %1.</source>
        <translation>
            <numerusform>It shares %n token of window %1.</numerusform>
            <numerusform>It shares %n tokens of window %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>finetune::ui::UnsavedChanges</name>
    <message numerus="yes">
        <source>%1 (%n change(s))</source>
        <comment>file, its changed questions</comment>
        <translation>
            <numerusform>%1 (%n change)</numerusform>
            <numerusform>%1 (%n changes)</numerusform>
        </translation>
    </message>
</context>
</TS>
