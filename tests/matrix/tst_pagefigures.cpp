// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/matrix/pagefigures.h"
#include "models/matrix/wikipage.h"
#include "tests/support/processortime.h"
#include "tests/support/testmain.h"

#include <QtTest>

using namespace Nightkeep;

/// Which sentences about all machines are figures of the backup, and which are not.
class TstPageFigures : public QObject
{
    Q_OBJECT

private slots:
    void sentences_data();
    void sentences();
    void whatIsUnclearIsTold();
    void aPageWithoutEnd();
};

void TstPageFigures::sentences_data()
{
    QTest::addColumn<QStringList>("lines");
    QTest::addColumn<BackupFigures>("expected");
    QTest::addColumn<int>("unclear");
    const auto row = [](const char *name, const QStringList &lines, const BackupFigures &expected, int unclear = 0) {
        QTest::newRow(name) << lines << expected << unclear;
    };
    const BackupFigures kept {.versionsExist = 2, .retainExtra = 30};
    BackupFigures deleted = kept;
    deleted.versionsDeleted = 1;
    deleted.retainOnly = 60;
    const QString all = QStringLiteral("All machines keep a maximum of 2 copies for 30 days.");
    const QString gone = QStringLiteral("If the file is deleted, 1 copy will be kept for 60 days.");
    const auto text = [](const char *sentence) { return QString::fromUtf8(sentence); };

    row("rebooted", {text("All servers are rebooted weekly.")}, {});
    row("rebooted, beside the figures", {text("All servers are rebooted weekly."), all, gone}, deleted);
    row("rebooted, on one line", {text("All servers are rebooted weekly. ") + all + u' ' + gone}, deleted);
    row("logs", {text("All servers keep logs for 90 days."), all, gone}, deleted);
    row("copies without a number", {text("Every server keeps a copy of its logs for 90 days.")}, {});
    row("backed up each night", {all, gone, text("All servers are backed up every night.")}, deleted);
    row("rebooted within the sentence", {text("All machines keep 2 copies for 30 days and are rebooted weekly.")},
        kept);
    row("nightly copies", {text("All machines are backed up nightly and keep 2 copies for 30 days.")},
        {.everyDays = 1, .versionsExist = 2, .retainExtra = 30});

    row("not all", {text("Not all machines keep 2 copies for 30 days.")}, {}, 1);
    row("all except one", {text("All machines except webct-a keep 2 copies for 30 days.")}, {}, 1);
    row("all but one", {text("All servers but one keep 2 versions.")}, {}, 1);
    row("all apart from one", {text("All hosts, apart from webct-a, keep 2 copies.")}, {}, 1);
    row("other than one", {text("All machines other than webct-a keep 2 copies.")}, {}, 1);
    row("an exception beside the rule", {all, gone, text("All machines except webct-a keep 9 copies for 90 days.")},
        deleted, 1);
    row("an exception that says no figures", {text("All machines except webct-a are backed up."), all}, kept);

    row("one figure said otherwise", {all, gone, text("All servers keep 3 copies for 30 days.")},
        {.retainExtra = 30, .versionsDeleted = 1, .retainOnly = 60}, 1);
    row("figures in two places",
        {text("All machines keep 2 copies."), text("Something else."),
         text("Every server keeps 2 copies for 30 days.")},
        kept);
    row("said three times", {all, text("Each server keeps 3 copies."), text("Each host keeps 2 copies.")},
        {.retainExtra = 30}, 1);
    row("the same twice", {gone, all, gone, text("Else."), all, gone}, deleted);
    row("in several sentences", {text("All machines keep 2 copies. They are kept for 30 days. ") + gone}, deleted);
    row("a sentence of something else between", {all + text(" webct-a is old. ") + gone}, kept);
    row("a question", {text("Do all machines keep 2 copies for 30 days?")}, {});
}

void TstPageFigures::sentences()
{
    QFETCH(QStringList, lines);
    QFETCH(BackupFigures, expected);
    QFETCH(int, unclear);
    QStringList told;
    QCOMPARE(figuresOfAll(lines, &told), expected);
    QVERIFY2(told.size() == unclear, qPrintable(told.join(u'\n')));
}

void TstPageFigures::whatIsUnclearIsTold()
{
    const auto cell = [](const char *text) { return WikiCell {{QString::fromLatin1(text)}}; };
    WikiTable table {{cell("server"), cell("current folders"), cell("wanted folders")},
                     {{cell("one.example"), cell("all of it"), {}}, {cell("two.example"), cell("/"), {}}}};
    table.above = QStringList {QStringLiteral("Not all machines keep 2 copies for 30 days.")};
    const Result<WikiMatrix> matrix = readWikiMatrix({table});
    QVERIFY(matrix);
    QVERIFY(matrix->figures.isEmpty());
    QCOMPARE(matrix->skipped.size(), 2);
    QCOMPARE(matrix->skipped.first().row, 0);
    QCOMPARE(matrix->skipped.first().text, table.above.first());
    QCOMPARE(matrix->skipped.last().row, 1);
}

void TstPageFigures::aPageWithoutEnd()
{
    QStringList lines;
    for (int i = 0; i < 300000; ++i)
        lines << QStringLiteral("All servers keep %1 copies").arg(i + 10000000);
    lines << QStringLiteral("All machines keep 2 copies for 30 days.");
    const double begun = processorMilliseconds();
    QCOMPARE(figuresOfAll(lines), (BackupFigures {.versionsExist = 2, .retainExtra = 30}));
    const double took = processorMilliseconds() - begun;
    QVERIFY2(took < 20000, qPrintable(QString::number(took)));
}

NIGHTKEEP_TEST(TstPageFigures, unit, Core)
#include "tst_pagefigures.moc"
