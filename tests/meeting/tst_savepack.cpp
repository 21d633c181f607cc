// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/pagefixture.h"
#include "tests/support/testmain.h"
#include "widgets/meeting/savepack.h"

#include <QTest>

using namespace Nightkeep;

class TstSavePack : public QObject
{
    Q_OBJECT

private:
    /// What the act comes to for one file name.
    struct Saving
    {
        explicit Saving(const QString &file) { on.dialogs.fileToSave = file; }
        void start()
        {
            savePack(&page, on.context(), [this](const Error &error) { errors << error; });
        }
        PageFixture on;
        QList<Error> errors;
        QWidget page;
    };

private slots:
    void formatIsThatOfTheName_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("begins");
        QTest::newRow("PDF") << QStringLiteral("/m.pdf") << QByteArray("%PDF-");
        QTest::newRow("web page") << QStringLiteral("/m.HTML") << QByteArray("<!DOCTYPE html>");
        QTest::newRow("text") << QStringLiteral("/m.odt") << QByteArray("PK");
        QTest::newRow("tables") << QStringLiteral("/m.csv") << QByteArray("Backups and archives of Moodle");
        QTest::newRow("JSON") << QStringLiteral("/m.json") << QByteArray("{");
    }
    void formatIsThatOfTheName()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, begins);
        Saving saving(file);
        saving.start();
        QTRY_COMPARE(saving.on.said.size(), 1);
        QVERIFY(saving.on.said.constFirst().contains(file));
        QVERIFY(saving.on.files.value(file).startsWith(begins));
        QVERIFY(saving.errors.isEmpty());
        // It was asked, and not agreed to.
        QCOMPARE(saving.on.dialogs.questions.size(), 1);
        QVERIFY(!saving.on.workspace.meeting().lastPack().value().has_value());
    }

    void packIsKeptWhereAPersonSaysSo()
    {
        Saving saving(QStringLiteral("/m.csv"));
        saving.on.dialogs.answer = true;
        saving.start();
        QTRY_COMPARE(saving.on.said.size(), 2);
        QVERIFY(saving.on.workspace.meeting().lastPack().value().has_value());
    }

    void readOnlyWorkspaceIsNotAskedAbout()
    {
        Saving saving(QStringLiteral("/m.csv"));
        saving.on.workspace.makeReadOnly();
        saving.start();
        QTRY_COMPARE(saving.on.said.size(), 1);
        QVERIFY(saving.on.dialogs.questions.isEmpty());
    }

    void cancelledWritesNothing()
    {
        Saving saving(QStringLiteral("/m.pdf"));
        saving.start();
        QCOMPARE(saving.on.jobs.jobs().size(), 1);
        saving.on.jobs.cancel(saving.on.jobs.jobs().constFirst().id);
        QTRY_COMPARE(saving.errors.size(), 1);
        QCOMPARE(saving.errors.constFirst().kind, ErrorKind::Cancelled);
        QVERIFY(saving.on.files.isEmpty());
        QVERIFY(saving.on.said.isEmpty());
        QVERIFY(saving.on.dialogs.questions.isEmpty());
    }

    void whatCannotBeWrittenIsSaid()
    {
        Saving saving(QStringLiteral("/m.csv"));
        saving.on.writeFailure = Error {ErrorKind::DiskFull, QStringLiteral("The disk is full.")};
        saving.start();
        QTRY_COMPARE(saving.errors.size(), 1);
        QCOMPARE(saving.errors.constFirst().kind, ErrorKind::DiskFull);
        QVERIFY(saving.on.dialogs.questions.isEmpty());
    }

    void nameWithoutAFormatIsRefused()
    {
        Saving saving(QStringLiteral("/meeting"));
        saving.start();
        QCOMPARE(saving.errors.size(), 1);
        QCOMPARE(saving.errors.constFirst().kind, ErrorKind::BadInput);
        QVERIFY(saving.on.jobs.jobs().isEmpty());
    }
};

NIGHTKEEP_TEST(TstSavePack, meeting, Window)
#include "tst_savepack.moc"
