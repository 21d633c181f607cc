// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ssh/sshhosts.h"
#include "tests/moodle/doorstage.h"
#include "tests/support/processwatch.h"
#include "tests/support/sshfixture.h"
#include "tests/support/testmain.h"

#include <QTest>

#include <csignal>
#include <future>

using namespace Nightkeep;
using CutKind = ConfigOutcome::Kind;

namespace {

constexpr std::chrono::seconds shortRun {8}; // a hundred times what a run needs here

} // namespace

/// A later Moodle is changed by way of ssh, and the session ends halfway: what became of it is said.
class TstMoodleDoorCut : public QObject
{
    Q_OBJECT

private:
    DoorStage m_stage;
    SshFixture m_sshd;
    std::unique_ptr<SshHosts> m_hosts;

    static QList<ConfigChange> changes()
    {
        return {{QStringLiteral("backup_auto_active"), QStringLiteral("0"), QStringLiteral("1")},
                {QStringLiteral("backup_auto_hour"), QStringLiteral("3"), QStringLiteral("4")},
                {QStringLiteral("backup_auto_max_kept"), std::nullopt, QStringLiteral("5")}};
    }
    static StandInMoodle::Rows beginning()
    {
        return {{QStringLiteral("backup_auto_active"), QStringLiteral("0")},
                {QStringLiteral("backup_auto_hour"), QStringLiteral("3")}};
    }
    std::unique_ptr<MoodleDoor> door(std::chrono::seconds runLimit = std::chrono::seconds(30))
    {
        Site site = m_stage.site;
        site.codeFolder = QFile::encodeName(m_stage.moodle.folder());
        return std::make_unique<MoodleDoor>(
            site, [this] { return m_hosts->open(m_sshd.server(), Attendance::Background); }, runLimit);
    }
    void begin()
    {
        for (const char *file : {"stop", "stopped", "steps"})
            m_stage.moodle.remove(QString::fromLatin1(file));
        m_stage.moodle.setRows(beginning());
    }
    /// What is said is what Moodle serves. What its table has is for who reads that (TstMoodleConfig).
    void verifySaid(const Result<QList<ConfigOutcome>> &outcomes, int step, QStringList &endings)
    {
        const StandInMoodle::Rows rows = m_stage.moodle.served();
        if (!outcomes) {
            QVERIFY2(outcomes.error().message.contains(QLatin1String("Nothing was written")),
                     doorWords(outcomes.error()).constData());
            QVERIFY2(rows == beginning(), QByteArray::number(step).constData());
            endings += QStringLiteral("not applied");
            return;
        }
        int written = 0;
        for (const ConfigOutcome &outcome : *outcomes) {
            const auto row = rows.constFind(outcome.change.name);
            const std::optional<QString> there = row == rows.cend() ? std::nullopt : std::optional<QString>(*row);
            const QByteArray what = "step " + QByteArray::number(step) + ", " + outcome.change.name.toUtf8() + ": "
                + nameOf(outcome.kind).toUtf8() + ", " + there.value_or(QStringLiteral("no row")).toUtf8();
            if (outcome.kind == CutKind::Written) {
                QVERIFY2(there == outcome.change.wanted, what.constData());
                ++written;
            } else {
                QVERIFY2(outcome.kind == CutKind::NotTried || outcome.kind == CutKind::TakenBack, what.constData());
                QVERIFY2(there == outcome.change.seen, what.constData());
            }
        }
        endings += written == outcomes->size() ? QStringLiteral("applied") : QStringLiteral("partly");
    }

private slots:
    void initTestCase()
    {
        QVERIFY(m_stage.start());
        QVERIFY2(m_sshd.start(), qPrintable(m_sshd.problem()));
        SshHostsOptions options;
        options.runtimeFolder = m_sshd.folder();
        options.knownHostsFile = m_sshd.knownHostsFile();
        options.configFile = m_sshd.configFile();
        m_hosts = std::make_unique<SshHosts>(options);
    }
    void cleanupTestCase() { m_hosts.reset(); }
    void wholeSet();
    void sessionsKilledAtEveryStep_data();
    void sessionsKilledAtEveryStep();
    void theOtherEndGoesOn();
    void aHangingProgram();
    void aProgramThatHangsHalfway();
};

void TstMoodleDoorCut::wholeSet()
{
    begin();
    const Result<QList<ConfigOutcome>> outcomes = door()->compareAndSet(changes(), {});
    QVERIFY2(outcomes, outcomes ? "" : doorWords(outcomes.error()).constData());
    QStringList endings;
    verifySaid(outcomes, 0, endings);
    QCOMPARE(endings, QStringList {QStringLiteral("applied")});
    // Two for each reading, four for each setting.
    QCOMPARE(m_stage.moodle.read(QStringLiteral("steps")).size(), 2 + 3 * (4 + 2));
}

void TstMoodleDoorCut::sessionsKilledAtEveryStep_data()
{
    QTest::addColumn<int>("step");
    for (int step = 1; step <= 18; ++step)
        QTest::addRow("step %d", step) << step;
}

void TstMoodleDoorCut::sessionsKilledAtEveryStep()
{
    QFETCH(int, step);
    begin();
    m_stage.moodle.put(QStringLiteral("stop"), QByteArray::number(step));
    auto running = std::async(std::launch::async, [this] { return door()->compareAndSet(changes(), {}); });
    QTRY_VERIFY(m_stage.moodle.has(QStringLiteral("stopped")));
    // All that the server runs for us ends at once, as where it loses its power: shell, PHP and what is between.
    for (const qint64 process : m_sshd.descendants())
        ::kill(pid_t(process), SIGKILL);
    const pid_t php = m_stage.moodle.read(QStringLiteral("stopped")).toInt();
    if (php > 1) // that has a session of its own
        ::kill(php, SIGKILL);
    QTRY_VERIFY(isGone(php));
    m_stage.moodle.remove(QStringLiteral("stop"));
    const Result<QList<ConfigOutcome>> outcomes = running.get();
    QStringList endings;
    verifySaid(outcomes, step, endings);
    QCOMPARE(endings.size(), 1);
    qInfo("step %d: %s", step, qPrintable(endings.constFirst()));
}

void TstMoodleDoorCut::theOtherEndGoesOn()
{
    // Only the connection ends. What has begun to write goes on to its end, and is waited for; what has not never will.
    for (const int step : {1, 2, 4, 6, 9}) {
        begin();
        m_stage.moodle.put(QStringLiteral("stop"), QByteArray::number(step));
        auto running = std::async(std::launch::async, [this] { return door()->compareAndSet(changes(), {}); });
        QTRY_VERIFY(m_stage.moodle.has(QStringLiteral("stopped")));
        for (const qint64 process : m_sshd.descendants()) {
            if (const QByteArray line = commandLineOf(process); line.contains("sshd") && !line.contains("php"))
                ::kill(pid_t(process), SIGKILL);
        }
        m_stage.moodle.remove(QStringLiteral("stop"));
        const Result<QList<ConfigOutcome>> outcomes = running.get();
        QStringList endings;
        verifySaid(outcomes, step, endings);
        QCOMPARE(endings, QStringList {step < 3 ? QStringLiteral("not applied") : QStringLiteral("applied")});
    }
}

void TstMoodleDoorCut::aHangingProgram()
{
    begin();
    m_stage.moodle.put(QStringLiteral("hang"));
    const Result<QList<ConfigOutcome>> outcomes = door(shortRun)->compareAndSet(changes(), {});
    m_stage.moodle.remove(QStringLiteral("hang"));
    QVERIFY(!outcomes);
    QCOMPARE(outcomes.error().kind, ErrorKind::TimedOut);
    QCOMPARE(m_stage.moodle.rows(), beginning());
}

void TstMoodleDoorCut::aProgramThatHangsHalfway()
{
    begin();
    m_stage.moodle.put(QStringLiteral("stop"), "9"); // the second setting's first: the limit of time ends it
    const Result<QList<ConfigOutcome>> outcomes = door(shortRun)->compareAndSet(changes(), {});
    QVERIFY2(outcomes, outcomes ? "" : doorWords(outcomes.error()).constData());
    QCOMPARE(outcomes->at(0).kind, CutKind::TakenBack);
    QCOMPARE(outcomes->at(1).kind, CutKind::NotTried);
    QVERIFY(outcomes->at(1).error && outcomes->at(1).error->kind == ErrorKind::TimedOut);
    QCOMPARE(outcomes->at(2).kind, CutKind::NotTried);
    QCOMPARE(m_stage.moodle.rows(), beginning());
}

NIGHTKEEP_TEST(TstMoodleDoorCut, integration, Core, 600)
#include "tst_moodledoorcut.moc"
