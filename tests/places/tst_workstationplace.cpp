// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// An archive that comes to this machine: by the real program over a real file, into a real folder.
#include "app/process/localshellhost.h"
#include "tests/support/fakeworkspace.h"
#include "tests/support/testmain.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace Nightkeep;
using Samples::why;

class TstWorkstationPlace : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<FakeWorkspace> m_workspace;
    std::unique_ptr<QTemporaryDir> m_folder; ///< the server's root is in it, and the place
    QByteArray m_archive;

    [[nodiscard]] HandOverService &service() { return m_workspace->handOvers(); }
    [[nodiscard]] ArchiveRecord summer() const { return m_workspace->archiveStore.archiveRuns()->first(); }
    [[nodiscard]] QString tarThere() const
    {
        return m_folder->filePath(QStringLiteral("server/data/archive/moodle-2008-summer.tar"));
    }
    [[nodiscard]] QString tarHere() const { return m_folder->filePath(QStringLiteral("here/moodle-2008-summer.tar")); }
    [[nodiscard]] QStringList filesHere() const
    {
        return QDir(m_folder->filePath(QStringLiteral("here"))).entryList(QDir::Files | QDir::Hidden);
    }
    static QByteArray contentsOf(const QString &fileName)
    {
        QFile file(fileName);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static bool write(const QString &fileName, const QByteArray &bytes)
    {
        QFile file(fileName);
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    }
    [[nodiscard]] Result<HandOver> handOver(const CancelToken &cancel = {}, const ProgressSink &progress = {})
    {
        return service().start(summer().run.id, QStringLiteral("desk"), cancel, progress);
    }
    [[nodiscard]] Result<HandOver> confirm(HandOverService::Depth depth)
    {
        return service().confirm(summer().run.id, QStringLiteral("desk"), depth, CancelToken());
    }
    [[nodiscard]] QList<HandOver> stored() const
    {
        return m_workspace->handOverStore.handOvers().value_or(QList<HandOver>());
    }

private slots:
    void init()
    {
        m_workspace = std::make_unique<FakeWorkspace>();
        m_workspace->fillSmallEstate();
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(QDir().mkpath(QFileInfo(tarThere()).path()));
        QVERIFY(QDir().mkpath(QFileInfo(tarHere()).path()));
        m_archive.clear();
        for (int i = 0; m_archive.size() < 3'000'000; ++i) // more than is told of at once
            m_archive += QByteArray::number(i) + '\0';
        QVERIFY(write(tarThere(), m_archive));
        ArchiveRecord record = summer();
        record.status.tarBytes = m_archive.size();
        record.status.sha256 = QCryptographicHash::hash(m_archive, QCryptographicHash::Sha256).toHex();
        QVERIFY(m_workspace->archiveStore.saveArchiveRun(record));
        Server server;
        server.name = QStringLiteral("moodle-a.example.org");
        server.connection = {
            ServerConnection::Kind::LocalFolder, {}, {}, 0, m_folder->filePath(QStringLiteral("server"))};
        m_workspace->hosts.setAnswer([server](const Server &, RemoteProgram program, const QByteArray &input,
                                              const CancelToken &cancel) -> Result<QByteArray> {
            return LocalShellHost(server).run(program, input, cancel, {std::chrono::minutes(5)});
        });
        ArchivePlace desk;
        desk.name = QStringLiteral("desk");
        desk.kind = PlaceKind::Workstation;
        desk.folder = m_folder->filePath(QStringLiteral("here")).toUtf8();
        QVERIFY(service().savePlace(desk, std::nullopt));
    }
    void cleanup()
    {
        m_workspace.reset();
        m_folder.reset();
    }

    void itComesWhole()
    {
        QList<Progress> told;
        const Result<HandOver> came = handOver({}, [&told](const Progress &progress) { told.append(progress); });
        QVERIFY2(came, why(came).constData());
        QCOMPARE(came->state, HandOverState::Confirmed);
        QCOMPARE(came->bytes, m_archive.size());
        QCOMPARE(came->sha256, summer().status.sha256);
        QVERIFY(came->where.endsWith(tarHere()));
        QVERIFY(contentsOf(tarHere()) == m_archive);
        QCOMPARE(filesHere(), QStringList {QStringLiteral("moodle-2008-summer.tar")});
        QCOMPARE(QFileInfo(tarHere()).permissions() & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther),
                 QFile::Permissions());
        QVERIFY(!told.isEmpty() && told.last().inBytes && told.last().done == m_archive.size());
        QCOMPARE(stored(), QList<HandOver> {*came});
        const QList<AuditEntry> lines = *m_workspace->audit().entries(QStringLiteral("archive.hand-over"));
        QCOMPARE(lines.size(), 2);
        QCOMPARE(lines.last().result, QStringLiteral("ok"));

        const Result<HandOver> again = handOver();
        QVERIFY(!again);
        QCOMPARE(again.error().kind, ErrorKind::BadInput);
    }

    void whatIsNotTheArchiveIsNotKept_data()
    {
        QTest::addColumn<int>("how");
        QTest::addColumn<int>("kind");
        QTest::newRow("a byte is another") << 0 << int(ErrorKind::Damaged);
        QTest::newRow("cut off") << 1 << int(ErrorKind::Stale);
        QTest::newRow("gone") << 2 << int(ErrorKind::NotFound);
    }
    void whatIsNotTheArchiveIsNotKept()
    {
        QFETCH(int, how);
        QFETCH(int, kind);
        QByteArray spoilt = m_archive;
        spoilt[1'500'000] = char(spoilt.at(1'500'000) ^ 1);
        if (how == 1)
            spoilt.chop(1);
        QVERIFY(how == 2 ? QFile::remove(tarThere()) : write(tarThere(), spoilt));
        const Result<HandOver> came = handOver();
        QVERIFY(!came);
        QCOMPARE(int(came.error().kind), kind);
        QVERIFY(!came.error().advice.isEmpty());
        QCOMPARE(filesHere(), QStringList());
        QCOMPARE(stored().constFirst().state, HandOverState::Failed);
        QVERIFY(!stored().constFirst().failure.isEmpty());

        QVERIFY(write(tarThere(), m_archive)); // and once more, when it is as it was
        const Result<HandOver> later = handOver();
        QVERIFY2(later, why(later).constData());
        QCOMPARE(later->state, HandOverState::Confirmed);
    }

    void nothingIsReplaced()
    {
        QVERIFY(write(tarHere(), "another's"));
        const Result<HandOver> came = handOver();
        QVERIFY(!came);
        QCOMPARE(came.error().kind, ErrorKind::Conflict);
        QCOMPARE(contentsOf(tarHere()), QByteArray("another's"));
        QCOMPARE(stored().constFirst().state, HandOverState::Failed);
    }

    /// The program may have died between the file's name and its line in the workspace.
    void oneThatCameBeforeIsTakenForWhatItIs()
    {
        QVERIFY(write(tarHere(), m_archive));
        QVERIFY(QFile::remove(tarThere())); // nobody need ask for it again
        const Result<HandOver> came = handOver();
        QVERIFY2(came, why(came).constData());
        QCOMPARE(came->state, HandOverState::Confirmed);
        QCOMPARE(came->sha256, summer().status.sha256);
    }

    void stoppedItLeavesNothing()
    {
        const CancelToken cancel;
        const Result<HandOver> came = handOver(cancel, [&cancel](const Progress &) { cancel.cancel(); });
        QVERIFY(!came);
        QCOMPARE(came.error().kind, ErrorKind::Cancelled);
        QCOMPARE(filesHere(), QStringList());
        QCOMPARE(stored().constFirst().state, HandOverState::Failed);
        QCOMPARE(m_workspace->audit().entries(QStringLiteral("archive.hand-over"))->last().result,
                 QStringLiteral("cancelled"));
    }

    void lookingIsNoReading()
    {
        QVERIFY(handOver());
        QByteArray spoilt = m_archive;
        spoilt[0] = 'x';
        QVERIFY(write(tarHere(), spoilt));
        const Result<HandOver> looked = confirm(HandOverService::Depth::Look);
        QVERIFY2(looked, why(looked).constData());
        QCOMPARE(looked->state, HandOverState::Confirmed); // as it was read before: its size says no more
        const Result<HandOver> read = confirm(HandOverService::Depth::Read);
        QVERIFY2(read, why(read).constData());
        QCOMPARE(read->state, HandOverState::Altered);
        QCOMPARE(confirm(HandOverService::Depth::Look)->state, HandOverState::Altered); // which a look does not heal
        QVERIFY(QFile::remove(tarHere()));
        QCOMPARE(confirm(HandOverService::Depth::Look)->state, HandOverState::Missing);
        QVERIFY(write(tarHere(), m_archive));
        QCOMPARE(confirm(HandOverService::Depth::Look)->state, HandOverState::NotConfirmed);
        QCOMPARE(confirm(HandOverService::Depth::Read)->state, HandOverState::Confirmed);
    }

    void aShorterOneIsAltered()
    {
        QVERIFY(handOver());
        QVERIFY(write(tarHere(), "short"));
        QCOMPARE(confirm(HandOverService::Depth::Look)->state, HandOverState::Altered);
    }

    /// A disk that is not mounted, or a place that is another folder since: nobody has looked.
    void whereNobodyCanLookNothingIsMissing()
    {
        QVERIFY(handOver());
        QVERIFY(QDir(QFileInfo(tarHere()).path()).removeRecursively());
        const Result<HandOver> looked = confirm(HandOverService::Depth::Read);
        QVERIFY(!looked);
        QCOMPARE(looked.error().kind, ErrorKind::Unreachable);
        QCOMPARE(stored().constFirst().state, HandOverState::Confirmed);

        const ArchivePlace desk = service().places()->first();
        ArchivePlace elsewhere = desk;
        elsewhere.folder = m_folder->path().toUtf8();
        QVERIFY(service().savePlace(elsewhere, desk));
        const Result<HandOver> other = confirm(HandOverService::Depth::Read);
        QVERIFY(!other);
        QCOMPARE(other.error().kind, ErrorKind::Stale);
        QCOMPARE(stored().constFirst().state, HandOverState::Confirmed);
    }

    /// The program died while it came, or after it had its name: a size alone proves nothing.
    void aSizeIsNoProof()
    {
        QVERIFY(handOver());
        for (const HandOverState state : {HandOverState::Working, HandOverState::Failed, HandOverState::Unknown}) {
            HandOver left = stored().constFirst();
            left.state = state;
            left.confirmedAt = QDateTime();
            QVERIFY(m_workspace->handOverStore.saveHandOver(left));
            QCOMPARE(confirm(HandOverService::Depth::Look)->state, HandOverState::NotConfirmed);
        }
    }

    void oneThatComesToAnotherMachineIsWaitedFor()
    {
        QVERIFY(handOver());
        HandOver other = stored().constFirst();
        other.state = HandOverState::Working;
        other.where = QStringLiteral("elsewhere:/home/anna/x.tar");
        other.startedBy = QStringLiteral("anna@elsewhere");
        QVERIFY(m_workspace->handOverStore.saveHandOver(other));
        const Result<HandOver> second = handOver();
        QVERIFY(!second);
        QCOMPARE(second.error().kind, ErrorKind::Busy);
        QVERIFY(second.error().message.contains(other.startedBy));
        QCOMPARE(stored(), QList<HandOver> {other});

        m_workspace->time.advance(24 * 60 * 60); // by then that program is no more
        const Result<HandOver> later = handOver();
        QVERIFY2(later, why(later).constData());
        QCOMPARE(later->state, HandOverState::Confirmed);
    }

    /// Of two that bring it at the same time, the one that fails says nothing of what the other has proven.
    void aFailureHidesNoProofOfAnother()
    {
        const Result<HandOver> first = handOver();
        QVERIFY2(first, why(first).constData());
        QVERIFY(QFile::remove(tarHere()));
        HandOver begun = *first;
        begun.state = HandOverState::Failed;
        QVERIFY(m_workspace->handOverStore.saveHandOver(begun));
        const CancelToken cancel;
        const Result<HandOver> second = handOver(cancel, [&](const Progress &) {
            std::ignore = m_workspace->handOverStore.saveHandOver(*first);
            cancel.cancel();
        });
        QVERIFY(!second);
        QCOMPARE(second.error().kind, ErrorKind::Cancelled);
        QCOMPARE(stored().constFirst().state, HandOverState::Confirmed);
    }

    void aLinkIsNoFileOfItsName()
    {
        QVERIFY(handOver());
        const QString moved = m_folder->filePath(QStringLiteral("moved.tar"));
        QVERIFY(QFile::rename(tarHere(), moved) && QFile::link(moved, tarHere()));
        QCOMPARE(confirm(HandOverService::Depth::Read)->state, HandOverState::Missing);
    }

    void anotherMachineIsNotLookedAt()
    {
        QVERIFY(handOver());
        HandOver other = stored().constFirst();
        other.where = QStringLiteral("elsewhere:/home/anna/x.tar");
        QVERIFY(m_workspace->handOverStore.saveHandOver(other));
        const Result<HandOver> looked = confirm(HandOverService::Depth::Look);
        QVERIFY(!looked);
        QCOMPARE(looked.error().kind, ErrorKind::NotFound);
        QCOMPARE(stored().constFirst().state, HandOverState::Confirmed);
    }
};

NIGHTKEEP_TEST(TstWorkstationPlace, integration, Core)
#include "tst_workstationplace.moc"
