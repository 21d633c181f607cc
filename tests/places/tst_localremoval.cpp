// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/places/removalworld.h"
#include "tests/support/madeframe.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QProcess>
#include <QTest>

#include <csignal>

using namespace Nightkeep;
using Samples::why;

namespace {

QByteArray removalOwner(const QByteArray &pid, const QByteArray &born)
{
    const QByteArray space = QFile::symLinkTarget(QStringLiteral("/proc/self/ns/pid")).section(u'/', -1).toLatin1();
    return inputFields({"r1", "rfg", bytesOf(QStringLiteral("/proc/sys/kernel/hostname")).trimmed(), space,
                        bytesOf(QStringLiteral("/proc/sys/kernel/random/boot_id")).trimmed(), pid, born, "1227950040"});
}

/// What a job writes of itself, of this very process.
QByteArray removalOwner()
{
    const QByteArray pid = QByteArray::number(QCoreApplication::applicationPid());
    const QByteArray born = bytesOf(QStringLiteral("/proc/self/stat")).split(')').last().trimmed().split(' ').value(19);
    return removalOwner(pid, born);
}

/// A session whose first process has gone, and of which another lives on.
class RemovalLeftOver
{
public:
    RemovalLeftOver()
    {
        QProcess shell;
        shell.start(QStringLiteral("setsid"),
                    {QStringLiteral("sh"), QStringLiteral("-c"),
                     QStringLiteral("sleep 600 </dev/null >/dev/null 2>&1 & echo $$ $!")});
        shell.waitForFinished();
        const QByteArrayList numbers = shell.readAllStandardOutput().trimmed().split(' ');
        m_session = numbers.value(0);
        m_left = numbers.value(1).toInt();
    }
    ~RemovalLeftOver()
    {
        if (m_left > 0)
            ::kill(m_left, SIGKILL);
    }
    Q_DISABLE_COPY_MOVE(RemovalLeftOver)
    [[nodiscard]] QByteArray session() const { return m_session; }
    [[nodiscard]] bool isThere() const { return m_left > 0; }

private:
    QByteArray m_session;
    int m_left = 0;
};

} // namespace

/// An archive's tar is removed from its server by the real programs, once they have found it elsewhere.
class TstLocalRemoval : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<HandOverWorld> m_world;
    std::unique_ptr<FakeWorkspace> m_workspace;
    const QString m_run = QStringLiteral("r1");
    const QString m_name = QStringLiteral("a");

    [[nodiscard]] ArchiveRecord stored() const { return m_workspace->archiveStore.archiveRuns()->first(); }
    [[nodiscard]] Result<ArchiveRecord> remove(const QString &typed)
    {
        return m_workspace->keeping().removeLocal(m_run, typed, CancelToken());
    }
    [[nodiscard]] QStringList audited() const
    {
        QStringList results;
        const QList<AuditEntry> lines =
            m_workspace->audit().entries(QStringLiteral("archive.remove-local")).value_or(QList<AuditEntry>());
        for (const AuditEntry &line : lines)
            results << line.phase + u':' + line.result;
        return results;
    }
    void handOver(const std::function<void(HandOver &)> &change = {})
    {
        knowSecondPlace(*m_workspace, *m_world, change);
    }
    void hold(qint64 course)
    {
        LegalHold hold;
        hold.site = m_world->run.request.site;
        hold.course = course;
        hold.reason = QStringLiteral("an appeal");
        hold.by = QStringLiteral("jessica");
        hold.since = m_workspace->time.now();
        hold.reviewOn = m_workspace->time.now().date().addDays(30);
        QVERIFY(m_workspace->retentionStore.addLegalHold(hold));
    }
    void keepManifest(const QList<std::optional<qint64>> &courses)
    {
        ArchiveManifest manifest;
        manifest.run = m_world->run;
        manifest.tarBytes = m_world->archive.tarBytes;
        manifest.tarSha256 = m_world->archive.sha256;
        manifest.finishedAt = m_workspace->time.now().addDays(-4);
        manifest.sha256 = QByteArray(64, 'e');
        for (const std::optional<qint64> &course : courses) {
            ArchivedFile file;
            file.path = "pool/" + QByteArray::number(manifest.files.size()) + ".mbz";
            file.bytes = 5;
            file.modified = manifest.finishedAt;
            file.sha256 = QByteArray(64, 'd');
            file.course = course;
            manifest.files << file;
        }
        const Result<void> kept = m_workspace->archiveStore.saveManifest(manifest);
        QVERIFY2(kept, why(kept).constData());
    }

private slots:
    void init()
    {
        m_world = std::make_unique<HandOverWorld>(5000);
        m_workspace = std::make_unique<FakeWorkspace>();
        knowWorld(*m_workspace, *m_world);
    }
    void cleanup()
    {
        m_workspace.reset();
        m_world.reset();
    }

    void onlyTheTarGoes()
    {
        handOver();
        putBytes(m_world->path("archives/a.tar.manifest.sig"), "signature");
        const Result<void> may = m_workspace->keeping().mayRemoveLocal(m_run);
        QVERIFY2(may, why(may).constData());
        const Result<ArchiveRecord> removed = remove(m_name);
        QVERIFY2(removed, why(removed).constData());
        QVERIFY(!removed->warning);
        QCOMPARE(m_world->at("archives"),
                 (QStringList {QStringLiteral(".nightkeep"), QStringLiteral("a.tar.manifest"),
                               QStringLiteral("a.tar.manifest.sig")}));
        QVERIFY(QFile::exists(m_world->path("archives/.nightkeep/r1/plan")));
        QCOMPARE(m_world->at("second"), QStringList {QStringLiteral("a.tar")});
        QCOMPARE(audited(), (QStringList {QStringLiteral("before:"), QStringLiteral("after:ok")}));
        // It is accounted for: nobody has to look for it.
        QCOMPARE(stored().status.copy, ArchiveCopy::Gone);
        QVERIFY(stored().moved);
        QVERIFY2(stored().moved->text.contains(QStringLiteral("second-place")), qPrintable(stored().moved->text));
        const QList<Finding> findings = ArchiveService::findings({stored()}, m_workspace->time.now());
        for (const Finding &finding : findings)
            QVERIFY2(finding.kind != QLatin1String("archive-gone"), qPrintable(finding.title));
        const Result<ArchiveRecord> again = remove(m_name);
        QVERIFY(!again);
        QCOMPARE(again.error().kind, ErrorKind::BadInput);
    }

    /// What is deleted there as well is accounted for no longer, unless another place has it.
    void deletedElsewhereLaterItIsNotThereAnyMore_data()
    {
        QTest::addColumn<bool>("hasThird");
        QTest::newRow("it was the last") << false;
        QTest::newRow("a third has it") << true;
    }
    void deletedElsewhereLaterItIsNotThereAnyMore()
    {
        QFETCH(bool, hasThird);
        handOver();
        QVERIFY(remove(m_name));
        const QString second = m_workspace->handOverStore.handOvers()->first().place;
        if (hasThird) {
            HandOver third = m_workspace->handOverStore.handOvers()->first();
            third.place = QStringLiteral("vault");
            third.where = QStringLiteral("/vault/a.tar");
            QVERIFY(m_workspace->handOverStore.saveHandOver(third));
        }
        const Result<HandOver> noted = m_workspace->keeping().noteDeleted(m_run, second, QStringLiteral("ticket 4711"));
        QVERIFY2(noted, why(noted).constData());
        QVERIFY(!noted->warning);
        QCOMPARE(stored().moved.has_value(), hasThird);
        QCOMPARE(stored().standing(), hasThird ? State::Good : State::Attention);
        if (hasThird)
            QVERIFY2(stored().moved->text.contains(QStringLiteral("/vault/a.tar")), qPrintable(stored().moved->text));
    }

    void whatHasToStayStays_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("says"); // in the error
        QTest::addColumn<bool>("asksThePlace");
        const auto row = [](const char *name, ErrorKind kind, const char *says, bool asksThePlace = false) {
            QTest::newRow(name) << int(kind) << QString::fromLatin1(says) << asksThePlace;
        };
        row("another name typed", ErrorKind::BadInput, "not the archive's name");
        row("nowhere else", ErrorKind::BadInput, "No other place");
        row("missing elsewhere by now", ErrorKind::BadInput, "No other place", true);
        row("altered elsewhere by now", ErrorKind::BadInput, "No other place", true);
        row("never confirmed elsewhere", ErrorKind::BadInput, "No other place");
        row("deleted elsewhere", ErrorKind::BadInput, "No other place");
        row("about to expire elsewhere", ErrorKind::BadInput, "No other place");
        row("until when is not known", ErrorKind::BadInput, "No other place");
        row("a held course's", ErrorKind::BadInput, "the course 33, which is held");
        row("of a case that is held", ErrorKind::BadInput, "case that is held");
        row("held, and nobody knows what is inside", ErrorKind::BadInput, "is not known");
        row("held, and of one file nobody knows whose", ErrorKind::BadInput, "is not known");
        row("being handed over", ErrorKind::Busy, "rfg has been handing this archive over", true);
        row("something of a killed one lives", ErrorKind::Busy, "rfg has been handing this archive over", true);
        row("its job lives", ErrorKind::Busy, "rfg has been handing this archive over", true);
        row("no workspace to note it", ErrorKind::ReadOnly, "read-only", true);
    }
    void whatHasToStayStays()
    {
        QFETCH(int, kind);
        QFETCH(QString, says);
        QFETCH(bool, asksThePlace);
        const QByteArray tag = QTest::currentDataTag();
        const QDate today = m_workspace->time.now().date();
        if (tag != "nowhere else")
            handOver([&tag, &today](HandOver &handOver) {
                if (tag == "never confirmed elsewhere")
                    handOver.state = HandOverState::NotConfirmed;
                if (tag == "deleted elsewhere")
                    handOver.state = HandOverState::Deleted;
                if (tag == "until when is not known")
                    handOver.kind = PlaceKind::StorageManager;
                if (tag == "about to expire elsewhere")
                    handOver.expiry = {Expiry::Kind::OnDay, today.addDays(60 - 1)};
            });
        if (tag == "missing elsewhere by now")
            QVERIFY(QFile::remove(m_world->path("second/a.tar")));
        else if (tag == "altered elsewhere by now")
            putBytes(m_world->path("second/a.tar"), "another");
        else if (tag == "a held course's")
            keepManifest({12, 33});
        else if (tag == "held, and of one file nobody knows whose")
            keepManifest({12, std::nullopt});
        if (tag.contains("held"))
            hold(tag == "of a case that is held" ? 0 : 33);
        std::optional<RemovalLeftOver> left;
        if (tag == "something of a killed one lives") {
            left.emplace();
            QVERIFY(left->isThere());
            QVERIFY(QDir().mkpath(m_world->path("archives/.nightkeep/r1/places/third")));
            putBytes(m_world->path("archives/.nightkeep/r1/places/third/owner"), removalOwner(left->session(), "1"));
        } else if (tag == "being handed over") {
            QVERIFY(QDir().mkpath(m_world->path("archives/.nightkeep/r1/places/third")));
            putBytes(m_world->path("archives/.nightkeep/r1/places/third/owner"), removalOwner());
        } else if (tag == "its job lives") {
            putBytes(m_world->path("archives/.nightkeep/r1/owner"), removalOwner());
        } else if (tag == "no workspace to note it") {
            m_workspace->makeReadOnly();
        }
        const Result<ArchiveRecord> removed = remove(tag == "another name typed" ? QStringLiteral("A") : m_name);
        QVERIFY(!removed);
        QVERIFY2(removed.error().message.contains(says), why(removed).constData());
        QCOMPARE(int(removed.error().kind), kind);
        QVERIFY(m_world->isUntouched());
        QVERIFY(!stored().moved);
        const QList<QPair<QString, RemoteProgram>> calls = m_workspace->hosts.calls();
        QCOMPARE(std::any_of(calls.cbegin(), calls.cend(),
                             [](const auto &call) { return call.second == RemoteProgram::HandOverConfirm; }),
                 asksThePlace);
    }

    void aHoldOfAnotherCourseHoldsNothingHere()
    {
        handOver();
        keepManifest({12, 47});
        hold(33);
        const Result<ArchiveRecord> removed = remove(m_name);
        QVERIFY2(removed, why(removed).constData());
    }

    /// What is there now is not what is elsewhere: that may be the last good one of its kind, or evidence.
    void whatWasChangedStays()
    {
        handOver();
        QFile tar(m_world->path("archives/a.tar"));
        QVERIFY(tar.open(QIODevice::Append) && tar.write("more") == 4);
        tar.close();
        const Result<ArchiveRecord> removed = remove(m_name);
        QVERIFY(!removed);
        QVERIFY(tar.exists());
        QVERIFY(audited().isEmpty());
    }

    void anAnswerThatGotLostIsAskedFor()
    {
        handOver();
        m_workspace->hosts.setAnswer([server = m_world->server](const Server &, RemoteProgram program,
                                                                const QByteArray &input,
                                                                const CancelToken &cancel) -> Result<QByteArray> {
            LocalShellHost host(server);
            const Result<QByteArray> answer = host.run(program, input, cancel, {std::chrono::minutes(5)});
            if (program == RemoteProgram::ArchiveRemove)
                return fail(ErrorKind::Unreachable, QStringLiteral("The connection broke."));
            return answer;
        });
        const Result<ArchiveRecord> removed = remove(m_name);
        QVERIFY2(removed, why(removed).constData());
        QVERIFY(stored().moved);
        QCOMPARE(audited(), (QStringList {QStringLiteral("before:"), QStringLiteral("after:unknown")}));
    }
};

NIGHTKEEP_TEST(TstLocalRemoval, integration, Core)
#include "tst_localremoval.moc"
