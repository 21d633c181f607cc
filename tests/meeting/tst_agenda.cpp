// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/decisionchange.h"
#include "models/meeting/meetingtable.h"
#include "models/settings/settingsview.h"
#include "tests/support/agreed.h"
#include "tests/support/optionnames.h"
#include "tests/support/testmain.h"

#include <QTest>
#include <QTimeZone>

using namespace Nightkeep;

namespace {

const QString agendaSite = QStringLiteral("moodle");
const Agreement agendaAgreed {Agreement::State::Agreed, QDate(2008, 11, 4), QStringLiteral("Ann"), {}};
const Agreement agendaOpen {Agreement::State::ToBeAgreed};

Promise agendaPromised(std::optional<int> figure, const Agreement &agreement)
{
    return {QStringLiteral("courseNights/atLeast"),
            PromiseSubject::CourseNights,
            PromiseSide::AtLeast,
            figure,
            PromiseUnit::Days,
            {},
            {},
            agreement};
}

ServerRow agendaServer(const Agreement &policy)
{
    ServerRow row;
    row.server.name = QStringLiteral("moodle-a.example.org");
    row.server.decisions.policyAgreement = policy;
    return row;
}

/// Of its options only this one is agreed or not; all others are agreed as Moodle has them. `live` empty: not set.
SettingsView agendaOptions(const QString &live, const std::optional<QString> &agreedKeep)
{
    Site site;
    site.name = agendaSite;
    SettingsSnapshot snapshot;
    snapshot.readAt = QDateTime(QDate(2008, 11, 4), QTime(9, 0), QTimeZone::utc());
    QHash<QString, AgreedSetting> agreed;
    for (const BackupOption &option : backupOptions(MoodleEdition::Old)) {
        if (option.name != keep || !live.isEmpty())
            snapshot.config.values.insert(option.name, option.name == keep ? live : option.whenMissing);
        agreed.insert(option.name, agreedOnly(option.whenMissing));
    }
    agreed.remove(keep);
    if (agreedKeep)
        agreed.insert(keep, agreedOnly(*agreedKeep));
    return makeSettingsView(site, snapshot, agreed);
}

Finding agendaFinding(FindingAct act, const QString &object)
{
    Finding finding;
    finding.id = QStringLiteral("disk/one");
    finding.object = object;
    finding.title = QStringLiteral("A disk fills.");
    finding.act = act;
    return finding;
}

} // namespace

/// What is on the agenda, what is not, and what deciding on an item changes.
class TstAgenda : public QObject
{
    Q_OBJECT

private:
    /// Without the questions of the page, which have a test of their own.
    static QStringList keysOf(const WorkspaceReading &reading, const QList<Finding> &findings = {},
                              const QList<Decision> &decisions = {})
    {
        QStringList keys;
        const QList<AgendaItem> items = agendaOf(reading, findings, decisions);
        for (const AgendaItem &item : items) {
            if (item.kind != AgendaKind::Question)
                keys << item.key;
        }
        return keys;
    }
    static AgendaItem itemOf(const WorkspaceReading &reading, const QString &key)
    {
        const QList<AgendaItem> items = agendaOf(reading, {}, {});
        for (const AgendaItem &item : items) {
            if (item.key == key)
                return item;
        }
        return {};
    }
    static WorkspaceReading full()
    {
        WorkspaceReading reading;
        reading.now = QDateTime(QDate(2008, 11, 4), QTime(9, 0), QTimeZone::utc());
        reading.retentionRecords->promises = {agendaPromised(60, {})};
        reading.servers->append(agendaServer(agendaOpen));
        reading.sites->append(agendaOptions(QStringLiteral("2"), QStringLiteral("1")));
        return reading;
    }
    const QString m_promise = QStringLiteral("promise/courseNights/atLeast");
    const QString m_server = QStringLiteral("server/moodle-a.example.org/policy");
    const QString m_option = QStringLiteral("setting/moodle/") + keep;

private slots:
    void promises_data()
    {
        QTest::addColumn<bool>("hasFigure");
        QTest::addColumn<int>("state");
        QTest::addColumn<bool>("isItem");
        QTest::newRow("without a figure") << false << int(Agreement::State::ToBeAgreed) << true;
        QTest::newRow("nobody has agreed") << true << int(Agreement::State::Unsaid) << true;
        QTest::newRow("to be agreed") << true << int(Agreement::State::ToBeAgreed) << true;
        QTest::newRow("agreed") << true << int(Agreement::State::Agreed) << false;
    }
    void promises()
    {
        QFETCH(bool, hasFigure);
        QFETCH(int, state);
        QFETCH(bool, isItem);
        WorkspaceReading reading;
        Agreement agreement;
        agreement.state = Agreement::State(state);
        reading.retentionRecords->promises = {agendaPromised(hasFigure ? std::optional(60) : std::nullopt, agreement)};
        QCOMPARE(keysOf(reading), isItem ? QStringList {m_promise} : QStringList());
    }

    void aPromiseIsOneItemForAllSites()
    {
        WorkspaceReading reading;
        reading.retentionRecords->promises = {agendaPromised(60, {})};
        for (const char *name : {"one", "two"}) {
            RetentionView view;
            view.site.name = QString::fromLatin1(name);
            view.promises = {{agendaPromised(60, {}), PromiseAnswer::Broken, QStringLiteral("It keeps one copy.")}};
            reading.retention->append(view);
        }
        QCOMPARE(keysOf(reading), QStringList {m_promise});
        const AgendaItem item = itemOf(reading, m_promise);
        QVERIFY2(item.answer.contains(QStringLiteral("one")) && item.answer.contains(QStringLiteral("two")),
                 qPrintable(item.answer));
        QCOMPARE(item.reason, QStringLiteral("It keeps one copy."));
    }

    void servers_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<bool>("isItem");
        QTest::newRow("to be agreed") << int(Agreement::State::ToBeAgreed) << true;
        QTest::newRow("agreed") << int(Agreement::State::Agreed) << false;
        QTest::newRow("unsaid") << int(Agreement::State::Unsaid) << false;
    }
    void servers()
    {
        QFETCH(int, state);
        QFETCH(bool, isItem);
        WorkspaceReading reading;
        Agreement agreement;
        agreement.state = Agreement::State(state);
        reading.servers->append(agendaServer(agreement));
        QCOMPARE(keysOf(reading), isItem ? QStringList {m_server} : QStringList());
    }

    void options_data()
    {
        QTest::addColumn<QString>("live");
        QTest::addColumn<QString>("agreed");
        QTest::addColumn<bool>("isItem");
        QTest::newRow("as agreed") << QStringLiteral("1") << QStringLiteral("1") << false;
        QTest::newRow("differs") << QStringLiteral("2") << QStringLiteral("1") << true;
        QTest::newRow("nothing agreed") << QStringLiteral("2") << QString() << true;
        QTest::newRow("not set, which is as agreed") << QString() << findBackupOption(keep)->whenMissing << false;
        QTest::newRow("not set, which differs") << QString() << QStringLiteral("7") << true;
    }
    void options()
    {
        QFETCH(QString, live);
        QFETCH(QString, agreed);
        QFETCH(bool, isItem);
        WorkspaceReading reading;
        reading.sites->append(agendaOptions(live, agreed.isEmpty() ? std::nullopt : std::optional(agreed)));
        QCOMPARE(keysOf(reading), isItem ? QStringList {m_option} : QStringList());
    }

    void whatIsNotReadIsNotSaidToDiffer()
    {
        Site site;
        site.name = agendaSite;
        QHash<QString, AgreedSetting> agreed;
        for (const BackupOption &option : backupOptions(MoodleEdition::Old))
            agreed.insert(option.name, agreedOnly(option.whenMissing));
        agreed.insert(keep, agreedOnly(QStringLiteral("7")));
        WorkspaceReading reading;
        reading.sites->append(makeSettingsView(site, std::nullopt, agreed));
        QCOMPARE(keysOf(reading), QStringList());
    }

    void ofAnUnknownOptionNoFigureIsAgreed()
    {
        Site site;
        site.name = agendaSite;
        const QString name = QStringLiteral("backup_sche_unheardof");
        SettingsSnapshot snapshot;
        snapshot.readAt = QDateTime(QDate(2008, 11, 4), QTime(9, 0), QTimeZone::utc());
        snapshot.config.values.insert(name, QStringLiteral("2"));
        QHash<QString, AgreedSetting> agreed;
        agreed.insert(name, agreedOnly(QStringLiteral("1")));
        WorkspaceReading reading;
        reading.sites->append(makeSettingsView(site, snapshot, agreed));
        const AgendaItem item = itemOf(reading, QStringLiteral("setting/moodle/") + name);
        QVERIFY(!item.key.isEmpty()); // it differs all the same
        QVERIFY(!subjectOf(item, reading).hasFigure());
    }

    /// What stands there is what Moodle runs with, not the row that its cache has not seen.
    void withoutAFigureWhatIsServedIsAgreed()
    {
        Site site;
        site.name = agendaSite;
        const QString kept = QStringLiteral("backup_auto_max_kept");
        SettingsSnapshot snapshot;
        snapshot.readAt = QDateTime(QDate(2008, 11, 4), QTime(9, 0), QTimeZone::utc());
        snapshot.config.edition = MoodleEdition::Later;
        snapshot.config.values.insert(kept, QStringLiteral("1"));
        snapshot.config.served.insert(kept, QStringLiteral("5"));
        AgendaSubject subject;
        subject.site = site.name;
        subject.option = *findRow(makeSettingsView(site, snapshot, {}), kept);
        const Result<MeetingService::Change> change = changeOf(subject, {}, Decision());
        QVERIFY(change);
        QCOMPARE(change->value, std::optional(QStringLiteral("5")));
        QCOMPARE(figureText(subject), QStringLiteral("5"));
    }

    void findings_data()
    {
        QTest::addColumn<int>("act");
        QTest::addColumn<QString>("object");
        QTest::addColumn<bool>("isItem");
        QTest::newRow("to be decided") << int(FindingAct::Decide) << QStringLiteral("other") << true;
        QTest::newRow("warnings to accept") << int(FindingAct::AcceptWarnings) << QStringLiteral("other") << true;
        QTest::newRow("to be looked at") << int(FindingAct::Show) << QStringLiteral("other") << false;
        QTest::newRow("to be asked") << int(FindingAct::Ask) << QStringLiteral("other") << false;
        QTest::newRow("says what an item says")
            << int(FindingAct::Decide) << QStringLiteral("moodle-a.example.org") << false;
    }
    void findings()
    {
        QFETCH(int, act);
        QFETCH(QString, object);
        QFETCH(bool, isItem);
        WorkspaceReading reading;
        reading.servers->append(agendaServer(agendaOpen));
        QStringList expected {m_server};
        if (isItem)
            expected << QStringLiteral("finding/disk/one");
        QCOMPARE(keysOf(reading, {agendaFinding(FindingAct(act), object)}), expected);
    }

    void inTheOrderOfAMeeting()
    {
        QCOMPARE(keysOf(full(), {agendaFinding(FindingAct::Decide, QStringLiteral("other"))}),
                 (QStringList {m_promise, m_server, m_option, QStringLiteral("finding/disk/one")}));
        const QList<AgendaItem> items = agendaOf(full(), {}, {});
        QVERIFY(std::is_sorted(items.cbegin(), items.cend(), [](const AgendaItem &one, const AgendaItem &other) {
            return int(one.kind) < int(other.kind);
        }));
    }

    void whatWasDecidedIsNotOnIt_data()
    {
        QTest::addColumn<bool>("changes"); // the decision, what is agreed
        QTest::addColumn<bool>("isTakenBack");
        QTest::addColumn<QString>("live"); // what is agreed now
        QTest::addColumn<bool>("isItem");
        QTest::newRow("stands") << true << false << QStringLiteral("3") << false;
        QTest::newRow("agreed otherwise since") << true << false << QStringLiteral("1") << true;
        QTest::newRow("taken back") << true << true << QStringLiteral("3") << true;
        QTest::newRow("without a figure") << false << false << QStringLiteral("1") << false;
    }
    void whatWasDecidedIsNotOnIt()
    {
        QFETCH(bool, changes);
        QFETCH(bool, isTakenBack);
        QFETCH(QString, live);
        QFETCH(bool, isItem);
        WorkspaceReading reading;
        reading.sites->append(agendaOptions(QStringLiteral("2"), live)); // Moodle itself still differs
        Decision decision;
        decision.number = 1;
        decision.item = m_option;
        if (changes) {
            decision.was = DecidedValue {};
            decision.now = DecidedValue {};
            decision.now->site = agendaSite;
            decision.now->option = keep;
            decision.now->value = QStringLiteral("3");
        }
        if (isTakenBack)
            decision.takenBackAt = reading.now = QDateTime(QDate(2008, 11, 5), QTime(9, 0), QTimeZone::utc());
        QCOMPARE(keysOf(reading, {}, {decision}), isItem ? QStringList {m_option} : QStringList());
    }

    void wordsSettleNoFigure_data()
    {
        QTest::addColumn<QString>("item");
        QTest::addColumn<QString>("agreed"); // of the option
        QTest::addColumn<bool>("isItem");
        QTest::newRow("a promise") << m_promise << QStringLiteral("1") << true;
        QTest::newRow("a server") << m_server << QStringLiteral("1") << true;
        QTest::newRow("an option that nobody agreed on") << m_option << QString() << true;
        QTest::newRow("an option that Moodle has otherwise") << m_option << QStringLiteral("1") << false;
    }
    void wordsSettleNoFigure()
    {
        QFETCH(QString, item);
        QFETCH(QString, agreed);
        QFETCH(bool, isItem);
        WorkspaceReading reading = full();
        reading.sites->first() =
            agendaOptions(QStringLiteral("2"), agreed.isEmpty() ? std::nullopt : std::optional(agreed));
        QVERIFY(keysOf(reading).contains(item));
        Decision decision;
        decision.number = 1;
        decision.item = item;
        QCOMPARE(keysOf(reading, {}, {decision}).contains(item), isItem);
    }

    void aFigureIsTyped_data()
    {
        QTest::addColumn<QString>("item");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("after"); // empty: refused
        const QString promise = QStringLiteral("promise/courseNights/atLeast");
        const QString server = QStringLiteral("server/moodle-a.example.org/policy");
        const QString option = QStringLiteral("setting/moodle/") + keep;
        const auto row = [](const char *name, const QString &item, const char *typed, const char *after) {
            QTest::newRow(name) << item << QString::fromLatin1(typed) << QString::fromLatin1(after);
        };
        row("a number keeps the unit", promise, "90", "90 days");
        row("with its unit", promise, "2 years", "2 years");
        row("one of it", promise, "1 week", "1 weeks");
        row("as it stands", promise, "", "60 days");
        row("no number", promise, "sixty", "");
        row("no unit", promise, "60 moons", "");
        row("nothing is kept", promise, "0 days", "");
        row("figures of a server", server, "copies=3 days=nolimit", "3 -1");
        row("no such figure", server, "kopies=3", "");
        row("a figure without a value", server, "copies", "");
        row("a figure below nothing", server, "copies=-3", "");
        row("a server as it stands", server, "", "none none");
        row("an option in words", option, "7", "7");
        row("an option as it is agreed", option, "", "1");
        row("no value of the option", option, "many", "");
    }
    void aFigureIsTyped()
    {
        QFETCH(QString, item);
        QFETCH(QString, typed);
        QFETCH(QString, after);
        const WorkspaceReading reading = full();
        Decision decision;
        decision.on = QDate(2008, 11, 4);
        decision.people = QStringLiteral("Ann");
        decision.text = QStringLiteral("So it is to be.");
        const AgendaSubject subject = subjectOf(itemOf(reading, item), reading);
        QVERIFY(subject.hasFigure());
        const Result<MeetingService::Change> change = changeOf(subject, typed, decision);
        QVERIFY2(change.has_value() != after.isEmpty(), change ? "" : qPrintable(change.error().message));
        if (!change) {
            QCOMPARE(change.error().kind, ErrorKind::BadInput);
            return;
        }
        const auto number = [](const std::optional<int> &figure) {
            return figure ? QString::number(*figure) : QStringLiteral("none");
        };
        QString is = change->value.value_or(QString());
        Agreement agreement = agendaAgreed;
        if (change->promise) {
            is = number(change->promise->figure) + u' ' + nameOf(change->promise->unit);
            agreement = change->promise->agreement;
        } else if (change->server) {
            const BackupFigures &backup = change->server->decisions.backup;
            is = number(backup.versionsExist) + u' ' + number(backup.retainExtra);
            agreement = change->server->decisions.policyAgreement;
        }
        QCOMPARE(is, after);
        QCOMPARE(agreement.state, Agreement::State::Agreed);
        QCOMPARE(agreement.on, decision.on);
        QCOMPARE(agreement.by, decision.people);
        if (!change->option.isEmpty())
            QCOMPARE(change->valueSeen.value_or(QString()), QStringLiteral("1"));
    }

    void whatIsTypedIsWhatIsShown()
    {
        const WorkspaceReading reading = full();
        QCOMPARE(figureText(subjectOf(itemOf(reading, m_promise), reading)), QStringLiteral("60 days"));
        WorkspaceReading decided = reading;
        decided.servers->first().server.decisions.backup = {1, 3, NoLimit, {}, {}};
        QCOMPARE(figureText(subjectOf(itemOf(decided, m_server), decided)),
                 QStringLiteral("everyDays=1 copies=3 days=nolimit"));
    }

    void rowsAreTheAgendaAndThenTheDecisions()
    {
        Decision decision;
        decision.number = 4;
        decision.item = m_promise;
        decision.title = QStringLiteral("What do we promise?");
        const QList<MeetingRow> rows = MeetingTable::rows(agendaOf(full(), {}, {}), {decision});
        QVERIFY(rows.size() > 1);
        QVERIFY(!rows.first().decision);
        QCOMPARE(rows.last().decision->number, qint64(4));
        QCOMPARE(int(rows.last().item.kind), int(AgendaKind::Figure));
        QCOMPARE(MeetingTable::description().key(rows.last()), QStringLiteral("decision/4"));
    }
};

NIGHTKEEP_TEST(TstAgenda, unit, Core)
#include "tst_agenda.moc"
