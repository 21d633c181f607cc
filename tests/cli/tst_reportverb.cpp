// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/command.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;

namespace {

const QStringList ReportWords {QStringLiteral("report")};

} // namespace

class TstReportVerb : public QObject
{
    Q_OBJECT

private slots:
    void packIsPrinted_data()
    {
        QTest::addColumn<QString>("format"); // empty: not said
        QTest::addColumn<QString>("begins");
        QTest::newRow("by itself") << QString() << QStringLiteral("<!DOCTYPE html>");
        QTest::newRow("web page") << QStringLiteral("html") << QStringLiteral("<!DOCTYPE html>");
        QTest::newRow("JSON") << QStringLiteral("json") << QStringLiteral("{");
    }
    void packIsPrinted()
    {
        QFETCH(QString, format);
        QFETCH(QString, begins);
        const Command command(ReportWords,
                              format.isEmpty() ? QMultiHash<QString, QString>() : option("format", qPrintable(format)));
        const VerbResult told = command.run();
        QVERIFY2(told, told ? "" : qPrintable(told.error().message));
        QVERIFY2(told->text.startsWith(begins), qPrintable(told->text.left(100)));
        QVERIFY(told->text.contains(QStringLiteral("moodle-pp")));
        QCOMPARE(told->json[u"text"].toString(), told->text);
        QVERIFY(!command.workspace->meeting().lastPack().value().has_value());
    }

    void wrongUseIsRefused_data()
    {
        QTest::addColumn<QString>("format");
        QTest::newRow("no format") << QStringLiteral("docx");
        QTest::newRow("a PDF on a terminal") << QStringLiteral("pdf");
        QTest::newRow("a document on a terminal") << QStringLiteral("odt");
    }
    void wrongUseIsRefused()
    {
        QFETCH(QString, format);
        const Command command(ReportWords, option("format", qPrintable(format)));
        const VerbResult told = command.run();
        QVERIFY(!told);
        QCOMPARE(told.error().kind, ErrorKind::BadInput);
        QVERIFY(!told.error().advice.isEmpty());
    }

    void fileIsWrittenAndKept()
    {
        Command command(ReportWords, option("format", "pdf") + option("output", "/meeting.pdf") + option("keep"));
        QHash<QString, QByteArray> files;
        command.world.writeFile = [&files](const QString &file, const QByteArray &contents) -> Result<void> {
            files.insert(file, contents);
            return {};
        };
        const VerbResult told = command.run();
        QVERIFY2(told, told ? "" : qPrintable(told.error().message));
        QVERIFY(files.value(QStringLiteral("/meeting.pdf")).startsWith("%PDF-"));
        QVERIFY(told->json[u"kept"].toBool());
        QVERIFY(command.workspace->meeting().lastPack().value().has_value());
    }

    void formatIsThatOfTheFile_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("begins");
        QTest::newRow("its name says so") << QStringLiteral("/meeting.PDF") << QByteArray("%PDF-");
        QTest::newRow("its name says none") << QStringLiteral("/meeting") << QByteArray("<!DOCTYPE html>");
    }
    void formatIsThatOfTheFile()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, begins);
        Command command(ReportWords, option("output", qPrintable(file)));
        QHash<QString, QByteArray> files;
        command.world.writeFile = [&files](const QString &name, const QByteArray &contents) -> Result<void> {
            files.insert(name, contents);
            return {};
        };
        const VerbResult told = command.run();
        QVERIFY2(told, told ? "" : qPrintable(told.error().message));
        QVERIFY(files.value(file).startsWith(begins));
    }

    void whatWasNotWrittenIsNotKept()
    {
        Command command(ReportWords, option("output", "/meeting.html") + option("keep"));
        command.world.writeFile = [](const QString &, const QByteArray &) -> Result<void> {
            return fail(ErrorKind::DiskFull, QStringLiteral("The disk is full."));
        };
        const VerbResult told = command.run();
        QVERIFY(!told);
        QCOMPARE(told.error().kind, ErrorKind::DiskFull);
        QVERIFY(!command.workspace->meeting().lastPack().value().has_value());
    }

    void cancelledIsTheThirdEnding()
    {
        const Command command(ReportWords);
        command.cancel.cancel();
        const VerbResult told = command.run();
        QVERIFY(!told);
        QCOMPARE(told.error().kind, ErrorKind::Cancelled);
    }
};

NIGHTKEEP_TEST(TstReportVerb, cli, Core)
#include "tst_reportverb.moc"
