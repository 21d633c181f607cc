// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/process/remoteresult.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;

/// What of a failed program's words is put forward.
class TstRemoteResult : public QObject
{
    Q_OBJECT

private slots:
    void saysWhy_data()
    {
        QTest::addColumn<QByteArray>("output");
        QTest::addColumn<QByteArray>("errors");
        QTest::addColumn<QString>("said"); // empty: nothing
        const auto row = [](const char *name, const char *output, const char *errors, const char *said) {
            QTest::newRow(name) << QByteArray(output) << QByteArray(errors) << QString::fromLatin1(said);
        };
        row("nothing", "", "", "");
        row("our program's reason", "", "sh: x: not found\nnightkeep: no awk\n", "It said: nightkeep: no awk");
        row("a notice", "This account is closed.\n", "", "It said: This account is closed.");
        row("a notice in a frame", "**********\n*  Closed since May.  *\n**********\n", "",
            "It said: *  Closed since May.  *");
        row("only a frame", "*****\n\n", "", "It said: *****");
        row("a greeting, and our program's reason", "Welcome to db1\n", "nightkeep: no awk\n",
            "It said: Welcome to db1; nightkeep: no awk");
        row("a begun answer", "NIGHTKEEP/1 probe\nHOST\ta\n", "", "");
        row("a begun answer, and a reason", "NIGHTKEEP/1 probe\nHOST\ta\n", "disk full\n", "It said: disk full");
        row("a greeting before a begun answer", "Welcome\nNIGHTKEEP/1 probe\nHOST\ta\n", "", "It said: Welcome");
        row("a line without end", "", QByteArray(100000, 'x').constData(),
            QByteArray("It said: " + QByteArray(300, 'x') + "...").constData());
        row("a line that only names us", "Welcome to NIGHTKEEP/1\n", "", "It said: Welcome to NIGHTKEEP/1");
    }
    void saysWhy()
    {
        QFETCH(QByteArray, output);
        QFETCH(QByteArray, errors);
        QFETCH(QString, said);
        ProcessResult result;
        result.ending = ProcessResult::Ending::ExitCode;
        result.exitCode = 3;
        result.output = output;
        result.errors = errors;
        const Result<QByteArray> answer = remoteOutput(result, QStringLiteral("probe"), QStringLiteral("moodle-a"));
        QVERIFY(!answer);
        const QString &message = answer.error().message;
        if (said.isEmpty())
            QVERIFY2(!message.contains(QLatin1String("It said")), qPrintable(message));
        else
            QVERIFY2(message.endsWith(said), qPrintable(message));
        QVERIFY2(!answer.error().detail.contains(QLatin1String("HOST")), qPrintable(answer.error().detail));
    }
};

NIGHTKEEP_TEST(TstRemoteResult, unit, Core)
#include "tst_remoteresult.moc"
