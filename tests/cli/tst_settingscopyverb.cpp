// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/exitstatus.h"
#include "tests/cli/command.h"
#include "tests/support/testmain.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

#include <algorithm>
#include <tuple>

using namespace Nightkeep;

namespace {

const QString copiedKeep = QStringLiteral("backup_auto_max_kept");

QMultiHash<QString, QString> copyOptions(const char *from, const char *to, const char *flag)
{
    return {{QStringLiteral("from"), QLatin1String(from)},
            {QStringLiteral("to"), QLatin1String(to)},
            {QLatin1String(flag), QString()}};
}

/// The small estate's 1.9, and "today", a later Moodle.
struct CopyCommand : Command
{
    explicit CopyCommand(const QMultiHash<QString, QString> &options)
        : Command({QStringLiteral("settings"), QStringLiteral("copy")}, options)
    {
        Site today = workspace->siteStore.sites()->constFirst();
        today.name = QStringLiteral("today");
        std::ignore = workspace->siteStore.replaceSite({}, today);
        workspace->moodles.change(today.name, [](FakeMoodle &moodle) {
            moodle.more.edition = MoodleEdition::Later;
            moodle.more.version = QStringLiteral("2023100900.05");
            moodle.more.door = ConfigDoor::Cli;
            moodle.config = {{copiedKeep, QStringLiteral("1")},
                             {QStringLiteral("backup_auto_hour"), QStringLiteral("3")}};
        });
    }
    [[nodiscard]] QString has(const QString &option) const
    {
        return workspace->moodles.moodle(QStringLiteral("today")).config.value(option);
    }
};

} // namespace

/// Settings of one Moodle for another, at the command line.
class TstSettingsCopyVerb : public QObject
{
    Q_OBJECT

private slots:
    void copiesToAnotherEdition()
    {
        const CopyCommand command(copyOptions("moodle", "TODAY", "yes"));
        Result<CliAnswer> result = fail(ErrorKind::Internal, QString());
        const QByteArray said = saidBy([&] { result = command.run(); });
        QVERIFY2(result.has_value(), result ? "" : qPrintable(result.error().message));
        QCOMPARE(result->status, ExitStatus::Fine);
        QCOMPARE(command.has(copiedKeep), QStringLiteral("2"));
        QCOMPARE(command.has(QStringLiteral("backup_auto_weekdays")), QStringLiteral("1000000"));
        QVERIFY(command.has(QStringLiteral("backup_auto_storage")).isEmpty()); // it had no row, and means the same
        const QJsonObject json = result->json.object();
        QCOMPARE(json.value(u"site").toString(), QStringLiteral("today"));
        const QJsonArray leftOut = json.value(u"leftOut").toArray();
        QVERIFY(std::any_of(leftOut.begin(), leftOut.end(),
                            [](const QJsonValue &each) { return each.toString().startsWith(u"Metacourse "); }));
        QVERIFY2(said.contains("Metacourse is not copied") && said.contains("backup_auto_max_kept: 1 to 2"),
                 said.constData());
        const auto history = command.workspace->settings().history(*command.workspace->settings().sites()->cbegin());
        QVERIFY(history && history->isEmpty()); // of the one that was only read
    }

    void aDryRunWritesNothing()
    {
        const CopyCommand command(copyOptions("moodle", "today", "dry-run"));
        command.workspace->makeReadOnly();
        const VerbResult result = command.run();
        QVERIFY2(result.has_value(), result ? "" : qPrintable(result.error().message));
        QVERIFY(!result->json.object().value(u"changes").toArray().isEmpty());
        QCOMPARE(command.has(copiedKeep), QStringLiteral("1"));
    }

    void isRefused_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("from nowhere") << QString() << QStringLiteral("today") << ErrorKind::BadInput;
        QTest::newRow("to nowhere") << QStringLiteral("moodle") << QString() << ErrorKind::BadInput;
        QTest::newRow("to itself") << QStringLiteral("moodle") << QStringLiteral("Moodle") << ErrorKind::BadInput;
        QTest::newRow("from an unknown one") << QStringLiteral("x") << QStringLiteral("today") << ErrorKind::BadInput;
        QTest::newRow("to an unknown one") << QStringLiteral("moodle") << QStringLiteral("x") << ErrorKind::BadInput;
        QTest::newRow("from one that does not answer")
            << QStringLiteral("dead") << QStringLiteral("today") << ErrorKind::Unreachable;
        QTest::newRow("to one that does not answer")
            << QStringLiteral("moodle") << QStringLiteral("dead") << ErrorKind::Unreachable;
    }
    void isRefused()
    {
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(ErrorKind, kind);
        const CopyCommand command(copyOptions(qPrintable(from), qPrintable(to), "yes"));
        Site dead = command.workspace->siteStore.sites()->constFirst();
        dead.name = QStringLiteral("dead");
        QVERIFY(command.workspace->siteStore.replaceSite({}, dead).has_value());
        command.workspace->moodles.change(dead.name, [](FakeMoodle &moodle) {
            moodle.failure = Error {ErrorKind::Unreachable, QStringLiteral("no answer")};
        });
        const VerbResult result = command.run();
        QVERIFY(!result.has_value());
        QCOMPARE(result.error().kind, kind);
        QCOMPARE(command.has(copiedKeep), QStringLiteral("1"));
    }

    void aReadOnlyWorkspaceRefuses()
    {
        const CopyCommand command(copyOptions("moodle", "today", "yes"));
        command.workspace->makeReadOnly();
        const VerbResult result = command.run();
        QVERIFY(!result.has_value());
        QCOMPARE(result.error().kind, ErrorKind::ReadOnly);
        QCOMPARE(command.workspace->moodles.opened(), 0);
    }

    void whoDoesNotAgreeWritesNothing()
    {
        const CopyCommand command(copyOptions("moodle", "today", "json"));
        const VerbResult result = command.run();
        QVERIFY(!result.has_value());
        QCOMPARE(result.error().kind, ErrorKind::Locked);
        QCOMPARE(command.has(copiedKeep), QStringLiteral("1"));
    }
};

NIGHTKEEP_TEST(TstSettingsCopyVerb, unit, Core)
#include "tst_settingscopyverb.moc"
