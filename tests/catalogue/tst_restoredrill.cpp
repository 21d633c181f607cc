// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/catalogue/drillstage.h"
#include "tests/support/testmain.h"

#include <QCryptographicHash>
#include <QProcess>
#include <QTest>

#include <future>

#include <sys/stat.h>

using namespace Nightkeep;

namespace {

template<typename T> QByteArray drillWhy(const Result<T> &result)
{
    return result ? QByteArray()
                  : (result.error().message + u'\n' + result.error().advice + u'\n' + result.error().detail).toUtf8();
}

} // namespace

/// Restore drills by real PHP in a stand-in Moodle: what came back is told as it is, and nothing is left.
class TstRestoreDrill : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_stage.reset(); }
    void provesACopy();
    void tellsWhatIsMissing_data();
    void tellsWhatIsMissing();
    void recordsNothingThatWasNotRestored_data();
    void recordsNothingThatWasNotRestored();
    void saysWhatItCouldNotRemove();
    void removesWhatALostDrillLeft();
    void oneAtATime();
    void takesACopyOutOfAnArchive_data();
    void takesACopyOutOfAnArchive();
    void believesNoArchiveThatOthersCanChange();

private:
    /// A finished archive with that copy, on the server of the site for tests.
    void archive(const QByteArray &copy, const QByteArray &sha256);
    [[nodiscard]] RestoreDrill archivedDrill() const
    {
        RestoreDrill drill;
        drill.run = QStringLiteral("r1");
        drill.path = "33/-BIOC \xc3\xa9.mbz";
        return drill;
    }

    std::unique_ptr<DrillStage> m_stage;
};

void TstRestoreDrill::init()
{
    m_stage = std::make_unique<DrillStage>();
    QVERIFY(m_stage->start());
}

void TstRestoreDrill::provesACopy()
{
    const RestoreDrill wanted = DrillStage::drillOf(m_stage->put(DrillStage::copyOf()));
    const Result<DrillService::Plan> plan =
        m_stage->workspace.drills().plan(wanted, m_stage->target.name, CancelToken());
    QVERIFY2(plan, drillWhy(plan).constData());
    QVERIFY(plan->category.startsWith(QLatin1String("nightkeep-drill-")));
    QCOMPARE(plan->commands.size(), 1);
    QVERIFY2(plan->commands.constFirst().contains(
                 QLatin1String("/moodle/admin/cli/restore_backup.php --file=/copies/BIOC1001.mbz --categoryid=")),
             qPrintable(plan->commands.constFirst()));
    const Result<RestoreDrill> ran = m_stage->workspace.drills().run(*plan, CancelToken());
    QVERIFY2(ran, drillWhy(ran).constData());
    QCOMPARE(nameOf(ran->outcome), QStringLiteral("proven"));
    QCOMPARE(ran->cameBack, QStringLiteral("2 × forum, 1 × quiz, 3 sections, 5 enrolled users"));
    QCOMPARE(ran->missing, QString());
    QVERIFY(ran->byProgram && ran->seconds >= 0 && ran->course == 33 && ran->where == m_stage->target.name);
    QVERIFY(m_stage->isClean());
    QVERIFY(m_stage->recorded() == QList<RestoreDrill> {*ran});
    const QList<AuditEntry> lines = m_stage->workspace.auditLog.lines();
    QVERIFY(lines.size() >= 2);
    const AuditEntry &before = lines.at(lines.size() - 2);
    QCOMPARE(before.act + u' ' + before.phase, QStringLiteral("drill.run before"));
    QVERIFY2(before.detail.contains(plan->commands.constFirst()), qPrintable(before.detail));
    QCOMPARE(lines.last().phase + u' ' + lines.last().result + u' ' + lines.last().newValue,
             QStringLiteral("after ok proven"));
}

void TstRestoreDrill::tellsWhatIsMissing_data()
{
    QTest::addColumn<QByteArray>("more"); // of the copy
    QTest::addColumn<QString>("outcome");
    QTest::addColumn<QString>("missing");
    const auto row = [](const char *name, const char *more, const char *outcome, const char *missing) {
        QTest::newRow(name) << QByteArray(more) << QString::fromLatin1(outcome) << QString::fromUtf8(missing);
    };
    row("a quiz", ",\"loses\":{\"quiz\":1}", "partly", "1 × quiz");
    row("a forum", ",\"loses\":{\"forum\":1}", "partly", "1 × forum");
    row("users", ",\"loses\":{\"users\":1}", "partly", "the users");
    row("all", ",\"fails\":true", "failed", "error/error_restoring");
}

void TstRestoreDrill::tellsWhatIsMissing()
{
    QFETCH(QByteArray, more);
    QFETCH(QString, outcome);
    QFETCH(QString, missing);
    const Result<RestoreDrill> ran = m_stage->run(DrillStage::drillOf(m_stage->put(DrillStage::copyOf(more))));
    QVERIFY2(ran, drillWhy(ran).constData());
    QCOMPARE(nameOf(ran->outcome), outcome);
    QVERIFY2(ran->missing.contains(missing), qPrintable(ran->missing));
    QVERIFY(m_stage->isClean());
    QCOMPARE(m_stage->recorded().size(), 1);
}

void TstRestoreDrill::recordsNothingThatWasNotRestored_data()
{
    QTest::addColumn<QByteArray>("copy");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("said");
    const auto row = [](const char *name, const QByteArray &copy, ErrorKind kind, const char *said) {
        QTest::newRow(name) << copy << nameOf(kind) << QString::fromLatin1(said);
    };
    row("no copy", "no JSON", ErrorKind::Failed, "did not take it");
    row("of that very Moodle", DrillStage::copyOf({}, "https://moodle-test.example.org"), ErrorKind::BadInput,
        "this very Moodle");
    row("of an activity", DrillStage::copyOf().replace("\"course\"", "\"activity\""), ErrorKind::BadInput,
        "whole course");
}

void TstRestoreDrill::recordsNothingThatWasNotRestored()
{
    QFETCH(QByteArray, copy);
    QFETCH(QString, kind);
    QFETCH(QString, said);
    const Result<RestoreDrill> ran = m_stage->run(DrillStage::drillOf(m_stage->put(copy)));
    QVERIFY(!ran);
    QVERIFY2(nameOf(ran.error().kind) == kind && ran.error().message.contains(said), drillWhy(ran).constData());
    QVERIFY(m_stage->isClean());
    QVERIFY(m_stage->recorded().isEmpty());
    QCOMPARE(m_stage->workspace.auditLog.lines().last().result, QStringLiteral("failed"));

    const Result<RestoreDrill> none = m_stage->run(DrillStage::drillOf("/copies/none.mbz"));
    QVERIFY(!none);
    QCOMPARE(none.error().kind, ErrorKind::NotFound);
}

void TstRestoreDrill::saysWhatItCouldNotRemove()
{
    m_stage->moodle.put(QStringLiteral("undeletable"));
    const RestoreDrill wanted = DrillStage::drillOf(m_stage->put(DrillStage::copyOf()));
    const Result<RestoreDrill> ran = m_stage->run(wanted);
    QVERIFY2(ran, drillWhy(ran).constData());
    QVERIFY2(ran->missing.contains(QLatin1String("could not be removed")), qPrintable(ran->missing));
    QVERIFY(!m_stage->isClean());
    m_stage->moodle.remove(QStringLiteral("undeletable"));
    const Result<RestoreDrill> again = m_stage->run(wanted);
    QVERIFY2(again, drillWhy(again).constData());
    QCOMPARE(again->missing, QString());
    QVERIFY(m_stage->isClean());
}

/// The server's shell is killed while Moodle restores: what it made stands until the next drill.
void TstRestoreDrill::removesWhatALostDrillLeft()
{
    m_stage->moodle.put(QStringLiteral("hang"));
    const RestoreDrill wanted = DrillStage::drillOf(m_stage->put(DrillStage::copyOf()));
    const CancelToken cancel;
    std::future<Result<RestoreDrill>> lost =
        std::async(std::launch::async, [this, wanted, cancel] { return m_stage->run(wanted, cancel); });
    QTRY_VERIFY(m_stage->moodle.read(QStringLiteral("courses.json")).contains("nightkeep-drill"));
    cancel.cancel();
    const Result<RestoreDrill> ended = lost.get();
    m_stage->moodle.remove(QStringLiteral("hang"));
    QVERIFY(!ended);
    QCOMPARE(ended.error().kind, ErrorKind::Cancelled);
    QVERIFY(m_stage->recorded().isEmpty());
    const Result<RestoreDrill> ran = m_stage->run(wanted);
    QVERIFY2(ran, drillWhy(ran).constData());
    QCOMPARE(nameOf(ran->outcome), QStringLiteral("proven"));
    QVERIFY(m_stage->isClean());
}

/// The second waits for the first, and takes nothing of it away.
void TstRestoreDrill::oneAtATime()
{
    const RestoreDrill wanted = DrillStage::drillOf(m_stage->put(DrillStage::copyOf()));
    const auto run = [this, wanted] { return m_stage->run(wanted); };
    std::future<Result<RestoreDrill>> other = std::async(std::launch::async, run);
    const Result<RestoreDrill> one = run();
    const Result<RestoreDrill> two = other.get();
    QVERIFY2(one && two, (drillWhy(one) + drillWhy(two)).constData());
    QCOMPARE(nameOf(one->outcome) + nameOf(two->outcome), QStringLiteral("provenproven"));
    QVERIFY(m_stage->isClean());
    QCOMPARE(m_stage->recorded().size(), 2);
}

void TstRestoreDrill::archive(const QByteArray &copy, const QByteArray &sha256)
{
    const QString root = m_stage->moodle.root();
    QVERIFY(QDir().mkpath(root + QStringLiteral("/archives/.nightkeep/r1")));
    for (const char *folder : {"/archives", "/archives/.nightkeep", "/archives/.nightkeep/r1"})
        QCOMPARE(::chmod(QFile::encodeName(root + QLatin1String(folder)).constData(), 0700), 0);
    const auto write = [&root](const QString &name, const QByteArray &bytes) {
        QFile file(root + name);
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    };
    QVERIFY(write(QStringLiteral("/archives/.nightkeep/r1/plan"), QByteArray("r1\0r1\0", 6)));
    const QString member = QFile::decodeName(archivedDrill().path);
    QVERIFY(QDir().mkpath(root + QStringLiteral("/packed/33")));
    QVERIFY(write(QStringLiteral("/packed/") + member, copy));
    const QString tar = root + QStringLiteral("/archives/r1.tar");
    QCOMPARE(QProcess::execute(QStringLiteral("tar"),
                               {QStringLiteral("-cf"), tar, QStringLiteral("-C"), root + QStringLiteral("/packed"),
                                QStringLiteral("--"), member}),
             0);
    QCOMPARE(::chmod(QFile::encodeName(tar).constData(), 0600), 0);

    ArchiveRecord record;
    record.run.id = QStringLiteral("r1");
    record.run.request.site = QStringLiteral("moodle");
    record.run.request.name = QStringLiteral("r1");
    record.run.server = m_stage->target.dataServer;
    record.run.archiveFolder = "/archives";
    record.run.startedAt = m_stage->workspace.time.now().toUTC();
    record.status.state = ArchiveState::Complete;
    QVERIFY(m_stage->workspace.archiveStore.saveArchiveRun(record));
    ArchiveManifest manifest;
    manifest.run = record.run;
    ArchivedFile file;
    file.path = archivedDrill().path;
    file.bytes = copy.size();
    file.sha256 = sha256;
    file.course = 33;
    file.shortName = QStringLiteral("BIOC1001");
    manifest.files = {file};
    QVERIFY(m_stage->workspace.archiveStore.saveManifest(manifest));
}

void TstRestoreDrill::takesACopyOutOfAnArchive_data()
{
    QTest::addColumn<QByteArray>("sha256"); // as the manifest has it
    QTest::addColumn<bool>("isThatCopy");
    QTest::newRow("of the manifest")
        << QCryptographicHash::hash(DrillStage::copyOf(), QCryptographicHash::Sha256).toHex() << true;
    QTest::newRow("of a manifest without hashes") << QByteArray() << true;
    QTest::newRow("other bytes") << QByteArray(64, 'a') << false;
}

void TstRestoreDrill::takesACopyOutOfAnArchive()
{
    QFETCH(QByteArray, sha256);
    QFETCH(bool, isThatCopy);
    archive(DrillStage::copyOf(), sha256);
    const Result<RestoreDrill> ran = m_stage->run(archivedDrill());
    QVERIFY(m_stage->isClean());
    QCOMPARE(m_stage->recorded().size(), isThatCopy ? 1 : 0);
    if (!isThatCopy) {
        QVERIFY(!ran);
        QCOMPARE(ran.error().kind, ErrorKind::Damaged);
        return;
    }
    QVERIFY2(ran, drillWhy(ran).constData());
    QCOMPARE(nameOf(ran->outcome), QStringLiteral("proven"));
    QCOMPARE(ran->site + u' ' + ran->run + u' ' + ran->shortName, QStringLiteral("moodle r1 BIOC1001"));
    QCOMPARE(ran->course, qint64(33));
}

void TstRestoreDrill::believesNoArchiveThatOthersCanChange()
{
    archive(DrillStage::copyOf(), {});
    const QString tar = m_stage->moodle.root() + QStringLiteral("/archives/r1.tar");
    QCOMPARE(::chmod(QFile::encodeName(tar).constData(), 0666), 0);
    const Result<RestoreDrill> ran = m_stage->run(archivedDrill());
    QVERIFY(!ran);
    QCOMPARE(ran.error().kind, ErrorKind::PermissionDenied);
    QVERIFY(m_stage->recorded().isEmpty());
}

NIGHTKEEP_TEST(TstRestoreDrill, integration, Core, 300)
#include "tst_restoredrill.moc"
