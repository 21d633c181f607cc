// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/ctl.h"
#include "tests/support/ownmounts.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QTest>

using namespace Nightkeep;

/// What is written to a file on a full disk: told by a status of its own, and what was there stays.
class TstCtlFullDisk : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        const CtlRun made = m_place.makeUnaskedDemo(words("--courses 3"));
        QVERIFY2(made.status == 0, made.told().constData());
    }

    void aFullDiskIsTold_data()
    {
        QTest::addColumn<QString>("verb"); // %1: the file
        QTest::addColumn<int>("left"); // bytes
        QTest::newRow("the page") << QStringLiteral("export-wiki %1") << 0;
        QTest::newRow("the workspace") << QStringLiteral("workspace export %1") << 0;
        QTest::newRow("a request") << QStringLiteral("request make --output %1") << 0;
        QTest::newRow("a plan's table") << QStringLiteral("archive plan --rule since-last-run --csv %1") << 0;
        QTest::newRow("only a part has room") << QStringLiteral("workspace export %1") << 4096;
    }
    void aFullDiskIsTold()
    {
        QFETCH(QString, verb);
        QFETCH(int, left);
        const QString folder = m_place.path(QStringLiteral("disk"));
        QVERIFY(QDir().mkpath(folder));
        const OwnDisk disk(folder, "256k");
        QVERIFY(disk.isMounted());
        const QString name = folder + QStringLiteral("/out");
        QFile out(name);
        QVERIFY(out.open(QIODevice::WriteOnly) && out.write("as it was") > 0);
        out.close();
        QFile filling(folder + QStringLiteral("/filling"));
        QVERIFY(filling.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
        while (filling.write(QByteArray(4096, 'x')) > 0) { }
        QVERIFY(filling.size() > left && filling.resize(filling.size() - left));
        filling.close();

        const CtlRun run = m_place.onDemo(verb.arg(name).split(u' '));
        QVERIFY2(run.status == 6, run.told().constData());
        QCOMPARE(run.error().value(u"kind").toString(), QStringLiteral("diskFull"));
        QVERIFY(out.open(QIODevice::ReadOnly));
        QCOMPARE(out.readAll(), QByteArray("as it was"));
        QCOMPARE(QDir(folder).entryList(QDir::Files | QDir::Hidden).size(), 2);
    }

private:
    CtlPlace m_place;
};

NIGHTKEEP_TEST(TstCtlFullDisk, integration, OwnMounts, 300)
#include "tst_ctlfulldisk.moc"
