// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/figureproposal.h"
#include "tests/support/processortime.h"
#include "tests/support/testmain.h"

#include <QtTest>

using namespace Nightkeep;

namespace {

QString printed(std::initializer_list<std::optional<int>> values)
{
    QStringList texts;
    for (const std::optional<int> value : values)
        texts << (value ? QString::number(*value) : QStringLiteral("."));
    return texts.join(u' ');
}

} // namespace

class TstFigureProposal : public QObject
{
    Q_OBJECT

private slots:
    /// Every days, copies, days, deleted copies, deleted days; a dot where nothing is proposed.
    void backups_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("figures");
        const auto row = [](const char *text, const char *figures) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromLatin1(figures);
        };
        row("", ". . . . .");
        row("nightly", "1 . . . .");
        row("Every night.", "1 . . . .");
        row("each night", "1 . . . .");
        row("daily", "1 . . . .");
        row("weekly", "7 . . . .");
        row("once a week", "7 . . . .");
        row("every 3 days", "3 . . . .");
        row("every other day", "2 . . . .");
        row("every two nights, 3 copies", "2 3 . . .");
        row("2 copies for 30 days", ". 2 30 . .");
        row("keep a maximum of 2 copies for 30 days", ". 2 30 . .");
        row("two copies for 30 days", ". 2 30 . .");
        row("keep 60 days", ". . 60 . .");
        row("each night and kept for 60 days", "1 . 60 . .");
        row("Keep 4 versions for 8 weeks", ". 4 56 . .");
        row("1 copy kept for ever", ". 1 -1 . .");
        row("All machines keep a maximum of 2 copies for 30 days.\n"
            "If the file is deleted, 1 copy will be kept for 60 days.",
            ". 2 30 1 60");
        row("nightly; 2 copies for 30 days; if the file is deleted, 1 copy for 60 days", "1 2 30 1 60");
        row("2 copies for 30 days, 1 copy for 60 days if deleted", ". 2 30 1 60");
        row("2 copies for 30 days and, if deleted, 1 copy for 60 days", ". 2 30 1 60");
        row("a maximum of 2 copies for 30 days; if the file is deleted, 1 copy for 60 days; every night",
            "1 2 30 1 60");
        row("1 copy for 60 days after it is deleted", ". . . 1 60");
        // Not plainly said.
        row("2 or 3 copies", ". . . . .");
        row("between 2 and 3 copies", ". . . . .");
        row("2-3 copies", ". . . . .");
        row("keep two copies of each file for 30 days?", ". . . . .");
        row("2 copies for 30 days. Or 3 copies for 30 days.", ". . 30 . .");
        row("2.5 copies", ". . . . .");
        row("0 copies", ". . . . .");
        row("99999 copies", ". . . . .");
        row("not nightly", ". . . . .");
        row("nightly or weekly", ". . . . .");
        row("every weekday", ". . . . .");
        row("kept for x years", ". . . . .");
        row("moodle2 copies", ". . . . .");
        row("as agreed with the storage team", ". . . . .");
        row("<b>2 copies</b>", ". 2 . . .");
    }

    void backups()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, figures);
        const BackupFigures found = proposedBackup(text);
        QCOMPARE(
            printed({found.everyDays, found.versionsExist, found.retainExtra, found.versionsDeleted, found.retainOnly}),
            figures);
    }

    /// Times a year, years kept.
    void archives_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("figures");
        const auto row = [](const char *text, const char *figures) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromLatin1(figures);
        };
        row("", ". .");
        row("3 times a year", "3 .");
        row("three times per year, kept for ever", "3 -1");
        row("at the end of each term (3 times a year)", "3 .");
        row("every term, keep 7 years", "3 7");
        row("twice a year", "2 .");
        row("once a year for 10 years", "1 10");
        row("at the end of each academic year", "1 .");
        row("annually", "1 .");
        row("monthly", "12 .");
        row("quarterly, kept indefinitely", "4 -1");
        row("zip files at the end of each term; never deleted", "3 -1");
        // Not plainly said.
        row("every two years", ". .");
        row("at the end of each term and/or at the end of each academic year", ". .");
        row("at the end of each term?", ". .");
        row("up to x years", ". .");
        row("5 or 7 years", ". .");
        row("not archived", ". .");
        row("kept 900 years", ". .");
        row("400 times a year", ". .");
    }

    void archives()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, figures);
        const ArchiveFigures found = proposedArchive(text);
        QCOMPARE(printed({found.timesAYear, found.keepYears}), figures);
    }

    void aTextWithoutEndTakesLittleTime()
    {
        const double begun = processorMilliseconds();
        for (const char *piece : {"2 copies or ", "every ", "delet, ", "1 ", "a, "}) {
            const QString text = QString::fromLatin1(piece).repeated(200000);
            std::ignore = proposedBackup(text);
            std::ignore = proposedArchive(text);
        }
        const double took = processorMilliseconds() - begun;
        QVERIFY2(took < 20000, qPrintable(QString::number(took)));
    }
};

NIGHTKEEP_TEST(TstFigureProposal, unit, Core)
#include "tst_figureproposal.moc"
