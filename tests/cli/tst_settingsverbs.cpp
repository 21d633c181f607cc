// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/command.h"
#include "tests/support/agreed.h"
#include "tests/support/optionnames.h"
#include "tests/support/testmain.h"

#include <QJsonArray>
#include <QTest>

using namespace Nightkeep;

namespace {

using SettingsOptions = QMultiHash<QString, QString>;

QStringList settingsWords(const QString &line)
{
    return QStringLiteral("settings %1").arg(line).split(u' ');
}

SettingsOptions settingsYes()
{
    return {{QStringLiteral("yes"), QString()}};
}

QJsonObject settingsRow(const VerbResult &shown, const QString &name)
{
    const QJsonArray rows = shown ? shown->json.array() : QJsonArray();
    for (const QJsonValue row : rows) {
        if (row[u"name"].toString() == name)
            return row.toObject();
    }
    return {};
}

std::optional<AgreedSetting> settingsAgreed(const Command &command, const QString &name)
{
    const auto all = command.workspace->settingsStore.agreedSettings(QStringLiteral("moodle"))
                         .value_or(QHash<QString, AgreedSetting>());
    return all.contains(name) ? std::optional<AgreedSetting>(all.value(name)) : std::nullopt;
}

} // namespace

/// Settings at the command line: why, what came of it, and what is agreed, when and by whom.
class TstSettingsVerbs : public QObject
{
    Q_OBJECT

private slots:
    void theReasonIsInTheHistory()
    {
        SettingsOptions options = settingsYes();
        options.insert(QStringLiteral("reason"), QStringLiteral("The disk is full."));
        const Command command(settingsWords(QStringLiteral("set backup_sche_keep=5")), options);
        const VerbResult done = command.run();
        QVERIFY2(done.has_value(), done ? "" : qPrintable(done.error().message));
        QCOMPARE(done->json.object().value(u"reason").toString(), QStringLiteral("The disk is full."));
        QVERIFY2(done->text.contains(QStringLiteral("Applied. Changed: ")), qPrintable(done->text));
        const Site site = command.workspace->settings().sites()->constFirst();
        const QList<SettingsHistoryEntry> history = *command.workspace->settings().history(site);
        QCOMPARE(history.size(), 1);
        QCOMPARE(history.first().reason, QStringLiteral("The disk is full."));
    }

    void theHistorySaysWhy()
    {
        const Command command(settingsWords(QStringLiteral("history")));
        SettingsService &service = command.workspace->settings();
        const Site site = service.sites()->constFirst();
        Result<SettingsPlan> plan = service.plan(site, {{keep, QStringLiteral("2"), QStringLiteral("5")}}, {});
        QVERIFY(plan);
        plan->reason = QStringLiteral("Teachers ask for it.");
        QVERIFY(service.apply(site, *plan, {}));
        const VerbResult shown = command.run();
        QVERIFY(shown.has_value());
        QVERIFY2(shown->text.contains(plan->reason), qPrintable(shown->text));
        QCOMPARE(shown->json.array().first()[u"reason"].toString(), plan->reason);
    }

    void whatCameOfItIsSaid_data()
    {
        QTest::addColumn<bool>("isForced"); // else somebody else changes it
        QTest::addColumn<QString>("outcome");
        QTest::addColumn<QString>("says");
        QTest::newRow("changed by somebody else")
            << false << QStringLiteral("conflict") << QStringLiteral("Not applied.");
        QTest::newRow("set in config.php")
            << true << QStringLiteral("forced") << QStringLiteral("not written: config.php sets it");
    }
    void whatCameOfItIsSaid()
    {
        QFETCH(bool, isForced);
        QFETCH(QString, outcome);
        QFETCH(QString, says);
        const Command command(settingsWords(QStringLiteral("set backup_sche_keep=5")), settingsYes());
        command.workspace->moodles.change(QStringLiteral("moodle"), [isForced](FakeMoodle &moodle) {
            moodle.meanwhile = [isForced](FakeMoodle &now) {
                if (isForced)
                    now.more.forced = {keep};
                else
                    now.config.insert(keep, QStringLiteral("9"));
            };
        });
        const VerbResult done = command.run();
        QVERIFY2(done.has_value(), done ? "" : qPrintable(done.error().message));
        QCOMPARE(done->status, ExitStatus::Refused);
        QCOMPARE(done->json.object().value(u"outcomes").toArray().first()[u"outcome"].toString(), outcome);
        QVERIFY(done->json.object().value(u"result").toString().startsWith(QStringLiteral("Not applied.")));
        QVERIFY2(done->text.contains(says), qPrintable(done->text));
    }

    /// What is wanted is what is expected, and Moodle has neither.
    void anExpectationThatIsWantedIsHeldAgainstMoodleToo()
    {
        SettingsOptions options = settingsYes();
        options.insert(QStringLiteral("expect"), QStringLiteral("backup_sche_keep=5"));
        const Command command(settingsWords(QStringLiteral("set backup_sche_keep=5")), options);
        const VerbResult refused = command.run();
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Conflict);
        command.workspace->moodles.change(QStringLiteral("moodle"),
                                          [](FakeMoodle &moodle) { moodle.config.insert(keep, QStringLiteral("5")); });
        QVERIFY(command.run().has_value()); // it is so already
    }

    void whatTheWorkspaceCouldNotNoteIsSaid()
    {
        const Command command(settingsWords(QStringLiteral("set backup_sche_keep=5")), settingsYes());
        FaultyAuditLog &log = command.workspace->auditLog;
        command.workspace->moodles.change(QStringLiteral("moodle"), [&log](FakeMoodle &moodle) {
            moodle.meanwhile = [&log](FakeMoodle &) {
                log.setFailure(Error {ErrorKind::DiskFull, QStringLiteral("The disk is full.")});
            };
        });
        std::optional<VerbResult> done;
        const QByteArray said = saidBy([&] { done = command.run(); });
        QVERIFY(done->has_value());
        QCOMPARE((*done)->json.object().value(u"outcomes").toArray().first()[u"outcome"].toString(),
                 QStringLiteral("written"));
        QCOMPARE((*done)->status, ExitStatus::NotWritten);
        QVERIFY2(said.contains("The disk is full."), said.constData());
        QCOMPARE((*done)->json.object().value(u"workspaceProblem")[u"kind"].toString(), QStringLiteral("diskFull"));
    }

    void agreeingSaysWhenAndByWhom()
    {
        const Command command(settingsWords(QStringLiteral("agree backup_sche_keep=5 backup_sche_hour=4am")),
                              {{QStringLiteral("on"), QStringLiteral("2008-11-04")},
                               {QStringLiteral("by"), QStringLiteral(" Ann, Bob ")}});
        const VerbResult done = command.run();
        QVERIFY2(done.has_value(), done ? "" : qPrintable(done.error().message));
        const AgreedSetting five {QStringLiteral("5"), QDate(2008, 11, 4), QStringLiteral("Ann, Bob")};
        QCOMPARE(settingsAgreed(command, keep), std::optional(five));
        QCOMPARE(settingsAgreed(command, hour)->value, QStringLiteral("4"));
        const QJsonObject row = settingsRow(done, keep);
        QCOMPARE(row.value(u"agreedOn").toString(), QStringLiteral("2008-11-04"));
        QCOMPARE(row.value(u"agreedBy").toString(), QStringLiteral("Ann, Bob"));
        QCOMPARE(row.value(u"edition").toString(), QStringLiteral("1.9"));
        QCOMPARE(row.value(u"group").toString(), QStringLiteral("keep"));
        for (const char *name : {"served", "forced", "since", "whenNew", "whenMissing"})
            QVERIFY2(row.contains(QLatin1String(name)), name);
    }

    void theSameValueKeepsWhatIsNotSaidAnew_data()
    {
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("by"); // null: not given
        QTest::addColumn<QDate>("onAfter");
        QTest::addColumn<QString>("byAfter");
        const QDate day(2008, 11, 4);
        QTest::newRow("the same") << QStringLiteral("5") << QString() << day << QStringLiteral("Ann");
        QTest::newRow("other people") << QStringLiteral("5") << QStringLiteral("Bob") << day << QStringLiteral("Bob");
        QTest::newRow("another value") << QStringLiteral("7") << QString() << QDate() << QString();
        QTest::newRow("another value by others")
            << QStringLiteral("7") << QStringLiteral("Bob") << QDate() << QStringLiteral("Bob");
    }
    void theSameValueKeepsWhatIsNotSaidAnew()
    {
        QFETCH(QString, value);
        QFETCH(QString, by);
        QFETCH(QDate, onAfter);
        QFETCH(QString, byAfter);
        SettingsOptions options;
        if (!by.isNull())
            options.insert(QStringLiteral("by"), by);
        const Command command(settingsWords(QStringLiteral("agree backup_sche_keep=") + value), options);
        const AgreedSetting before {QStringLiteral("5"), QDate(2008, 11, 4), QStringLiteral("Ann")};
        QVERIFY(command.workspace->settingsStore.setAgreed(QStringLiteral("moodle"), keep,
                                                           settingsAgreed(command, keep), before));
        QVERIFY(command.run().has_value());
        QCOMPARE(settingsAgreed(command, keep), std::optional(AgreedSetting {value, onAfter, byAfter}));
    }

    void allOrNothingIsAgreed_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("on");
        QTest::newRow("a value that makes no sense")
            << QStringLiteral("backup_sche_keep=5 backup_sche_hour=25") << QString();
        QTest::newRow("no option") << QStringLiteral("backup_sche_keep=5 backup_sche_tea") << QString();
        QTest::newRow("twice") << QStringLiteral("backup_sche_keep=5 backup_sche_keep=6") << QString();
        QTest::newRow("another edition's") << QStringLiteral("backup_sche_keep=5 backup_auto_max_kept=5") << QString();
        QTest::newRow("no day") << QStringLiteral("backup_sche_keep=5") << QStringLiteral("yesterday");
        QTest::newRow("a day to come") << QStringLiteral("backup_sche_keep=5") << QStringLiteral("2008-12-24");
    }
    void allOrNothingIsAgreed()
    {
        QFETCH(QString, words);
        QFETCH(QString, on);
        SettingsOptions options;
        if (!on.isEmpty())
            options.insert(QStringLiteral("on"), on);
        const Command command(settingsWords(QStringLiteral("agree ") + words), options);
        const VerbResult done = command.run();
        QVERIFY(!done);
        QCOMPARE(done.error().kind, ErrorKind::BadInput);
        QCOMPARE(settingsAgreed(command, keep), std::optional(agreedOnly(QStringLiteral("1"))));
    }

    void theLiveValueIsAdopted()
    {
        const Command command(settingsWords(QStringLiteral("agree backup_sche_keep backup_sche_logs")),
                              {{QStringLiteral("live"), QString()}, {QStringLiteral("by"), QStringLiteral("Ann")}});
        command.workspace->moodles.change(QStringLiteral("moodle"), [](FakeMoodle &moodle) {
            moodle.config.insert(keep, QStringLiteral("10")); // since it was read last
            moodle.config.remove(QStringLiteral("backup_sche_logs"));
        });
        const VerbResult done = command.run();
        QVERIFY2(done.has_value(), done ? "" : qPrintable(done.error().message));
        const AgreedSetting ten {QStringLiteral("10"), {}, QStringLiteral("Ann")};
        QCOMPARE(settingsAgreed(command, keep), std::optional(ten));
        QCOMPARE(settingsAgreed(command, QStringLiteral("backup_sche_logs"))->value, QStringLiteral("0")); // no row
    }

    void withLiveThereIsNoValue()
    {
        const Command command(settingsWords(QStringLiteral("agree backup_sche_keep=5")),
                              {{QStringLiteral("live"), QString()}});
        QCOMPARE(command.run().error().kind, ErrorKind::BadInput);
    }

    void aNameAloneForgets()
    {
        const Command command(settingsWords(QStringLiteral("agree backup_sche_keep")));
        QVERIFY(command.run().has_value());
        QCOMPARE(settingsAgreed(command, keep), std::nullopt);
        QVERIFY(settingsAgreed(command, hour));
    }
};

NIGHTKEEP_TEST(TstSettingsVerbs, unit, Core)
#include "tst_settingsverbs.moc"
