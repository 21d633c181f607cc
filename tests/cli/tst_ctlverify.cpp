// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/ctl.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QTest>

#include <memory>
#include <unistd.h>

using namespace Nightkeep;

/// What "workspace verify" looks at, says and remembers.
class TstCtlVerify : public QObject
{
    Q_OBJECT

    std::unique_ptr<CtlPlace> m_place;
    QString m_workspace;

    [[nodiscard]] CtlRun on(const QString &arguments) const
    {
        return m_place->run(QStringList {QStringLiteral("--workspace"), m_workspace} + words(arguments));
    }

private slots:
    void init()
    {
        m_place = std::make_unique<CtlPlace>();
        m_workspace = m_place->path(QStringLiteral("own.nightkeep"));
        QCOMPARE(on(QStringLiteral("workspace create")).status, 0);
    }

    void aLogIsKnownByItsHead()
    {
        QCOMPARE(on(QStringLiteral("servers set a --new note=one")).status, 0);
        const CtlRun first = on(QStringLiteral("--json workspace verify"));
        QCOMPARE(first.status, 0);
        const QJsonObject said = first.json().object();
        QCOMPARE(said.value(u"auditLines").toInt(), 1);
        QVERIFY(said.value(u"sealedTables").toInt() >= 5);
        QVERIFY(said.value(u"sealedRows").toInt() >= 8);
        QCOMPARE(said.value(u"writtenByOthers").toArray().size(), 0);
        const QString head = said.value(u"auditHead").toString();
        QVERIFY2(head.startsWith(QStringLiteral("1:")) && head.size() == 66, qPrintable(head));
        QVERIFY(on(QStringLiteral("workspace verify")).out.contains(head.toUtf8()));
        QCOMPARE(said.value(u"comparedWith").toString(), head); // what was written here

        QVERIFY(QFile::copy(m_workspace, m_place->path(QStringLiteral("copy"))));
        QCOMPARE(on(QStringLiteral("servers set a note=two")).status, 0);
        // A colleague's head is one of this log's, or is not.
        QCOMPARE(on(QStringLiteral("workspace verify --head ") + head).status, 0);
        QCOMPARE(on(QStringLiteral("workspace verify --head 2:") + head.mid(2)).status, 3);
        QCOMPARE(on(QStringLiteral("workspace verify --head 9:") + head.mid(2)).status, 3);
        QCOMPARE(on(QStringLiteral("workspace verify --head ") + head.toUpper()).status, 0);
        for (const char *wrong : {"nonsense", "1:", "1:4f0c", "0:4f0c", "01:", "-1:"})
            QVERIFY2(on(QStringLiteral("workspace verify --head=") + QLatin1String(wrong)).status == 2, wrong);

        // The attack: an older copy is put in the place of the workspace. It is sound by itself.
        QVERIFY(QFile::remove(m_workspace) && QFile::rename(m_place->path(QStringLiteral("copy")), m_workspace));
        const CtlRun another = on(QStringLiteral("servers"));
        QCOMPARE(another.status, 0);
        QVERIFY2(another.err.contains("audit log"), another.told().constData());
        const CtlRun lost = on(QStringLiteral("workspace verify"));
        QCOMPARE(lost.status, 3);
        QVERIFY2(lost.err.contains("--accept"), lost.told().constData());
        QCOMPARE(on(QStringLiteral("workspace verify --accept")).status, 0);
        const CtlRun accepted = on(QStringLiteral("workspace verify"));
        QCOMPARE(accepted.status, 0);
        QVERIFY2(!accepted.err.contains("audit log"), accepted.told().constData());
    }

    void aLogThatWasNeverSeenIsComparedWithNothing()
    {
        QCOMPARE(on(QStringLiteral("servers set a --new note=one")).status, 0);
        QVERIFY(QFile::remove(m_place->path(QStringLiteral("data/nightkeep/workspaces.json"))));
        QVERIFY(on(QStringLiteral("--json workspace verify")).json().object().value(u"comparedWith").isNull());
        QVERIFY(QFile::remove(m_place->path(QStringLiteral("data/nightkeep/workspaces.json"))));
        const CtlRun told = on(QStringLiteral("workspace verify"));
        QVERIFY2(told.out.contains("could not be compared"), told.told().constData());
    }

    void aDemoOfAnothersIsNotOpened()
    {
        const QString folder = m_place->path(QStringLiteral("demo"));
        QVERIFY(QDir().mkpath(folder));
        // Only root can give it away; "/" is root's, for all others.
        const bool given = ::chown(QFile::encodeName(folder).constData(), 65534, 65534) == 0;
        const CtlRun refused =
            m_place->run({QStringLiteral("--demo"), given ? folder : QStringLiteral("/"), QStringLiteral("servers")});
        QVERIFY2(refused.err.contains("somebody else"), refused.told().constData());
        QVERIFY(refused.status != 0);
    }

    /// The attack: somebody else's file says that a server is a folder of whoever opens it.
    void aStrangersFolderIsNotProbed()
    {
        QCOMPARE(on(QStringLiteral("servers set b --new root=/etc")).status, 0);
        const QString memory = m_place->path(QStringLiteral("data/nightkeep/workspaces.json"));
        QVERIFY2(QFile::exists(memory), "chosen here, and remembered");
        QVERIFY(QFile::remove(memory)); // as it is on another workstation
        const CtlRun refused = on(QStringLiteral("--json probe b"));
        QVERIFY2(refused.out.contains("your own workstation"), refused.told().constData());
        QCOMPARE(refused.status, 3);
    }
};

NIGHTKEEP_TEST(TstCtlVerify, integration, Core, 120)
#include "tst_ctlverify.moc"
