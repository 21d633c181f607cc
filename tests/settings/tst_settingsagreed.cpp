// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settings/settingsview.h"
#include "tests/support/agreed.h"
#include "tests/support/fakeworkspace.h"
#include "tests/support/optionnames.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;

namespace {

const QString agreedLater = QStringLiteral("backup_auto_max_kept");

AgreedSetting byTheTeam(const QString &stored)
{
    return {stored, QDate(2008, 11, 4), QStringLiteral("Ann, Bob")};
}

} // namespace

/// What the team agreed on, with its day and people, held against what was seen; and since when Moodle has its values.
class TstSettingsAgreed : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<FakeWorkspace> m_workspace;
    Site m_site;

    SettingsService &service() { return m_workspace->settings(); }
    std::optional<AgreedSetting> standing(const QString &name)
    {
        return service().agreed(m_site, name).value_or(std::nullopt);
    }
    QList<AuditEntry> notes()
    {
        return m_workspace->auditLog.entries(QStringLiteral("settings.agree")).value_or(QList<AuditEntry>());
    }
    void makeLater()
    {
        m_workspace->moodles.change(m_site.name, [](FakeMoodle &moodle) {
            moodle.more.edition = MoodleEdition::Later;
            moodle.more.door = ConfigDoor::Cli;
            moodle.config = {{agreedLater, QStringLiteral("1")}};
        });
        QVERIFY(service().read(m_site, {}));
    }
    QDateTime since(const QString &name)
    {
        return m_workspace->settingsStore.latestSettings(m_site.name)
            .value()
            .value_or(SettingsSnapshot())
            .since.value(name);
    }

private slots:
    void init()
    {
        m_workspace = std::make_unique<FakeWorkspace>();
        m_workspace->fillSmallEstate();
        m_site = service().sites()->first();
    }

    void agreementsAreCheckedAndNoted()
    {
        const AgreedSetting three = agreedOnly(QStringLiteral("3"));
        const AgreedSetting five = agreedOnly(QStringLiteral("5"));
        QVERIFY(service().setAgreed(m_site, hour, three, five));
        QCOMPARE(standing(hour), std::optional(five));
        QVERIFY(service().setAgreed(m_site, hour, five, std::nullopt));
        QCOMPARE(standing(hour), std::nullopt);
        QCOMPARE(notes().size(), 2);
        QCOMPARE(notes().first().object, QStringLiteral("moodle/backup_sche_hour"));
        QCOMPARE(notes().first().oldValue, QStringLiteral("3"));
        QCOMPARE(notes().first().newValue, QStringLiteral("5"));
        QCOMPARE(notes().last().newValue, QString());
    }

    void whenAndByWhomIsKeptAndNoted()
    {
        AgreedSetting said = byTheTeam(QStringLiteral("5"));
        said.by = QStringLiteral("  Ann, Bob ");
        QVERIFY(service().setAgreed(m_site, hour, standing(hour), said));
        QCOMPARE(standing(hour), std::optional(byTheTeam(QStringLiteral("5"))));
        QCOMPARE(notes().last().newValue, QStringLiteral(R"({"by":"Ann, Bob","on":"2008-11-04","value":"5"})"));
        // Said once more as it is, it is no change.
        QVERIFY(service().setAgreed(m_site, hour, standing(hour), said));
        QCOMPARE(notes().size(), 1);
        AgreedSetting later = byTheTeam(QStringLiteral("5"));
        later.on = QDate(2008, 11, 11);
        QVERIFY(service().setAgreed(m_site, hour, standing(hour), later)); // the same value, anew
        QCOMPARE(standing(hour), std::optional(later));
        QCOMPARE(notes().size(), 2);
    }

    void whatCannotBeAgreedIsRefused_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QDate>("on");
        const QDate day(2008, 11, 4);
        QTest::newRow("no such option") << QStringLiteral("backup_sche_tea") << QStringLiteral("1") << day;
        QTest::newRow("Moodle's own mark") << QStringLiteral("backup_sche_running") << QStringLiteral("0") << day;
        QTest::newRow("no hour") << hour << QStringLiteral("25") << day;
        QTest::newRow("a day to come") << hour << QStringLiteral("5") << QDate(2008, 12, 24);
        QTest::newRow("before all backups") << hour << QStringLiteral("5") << QDate(208, 11, 4);
        QTest::newRow("another edition's") << agreedLater << QStringLiteral("5") << day;
    }
    void whatCannotBeAgreedIsRefused()
    {
        QFETCH(QString, name);
        QFETCH(QString, value);
        QFETCH(QDate, on);
        const AgreedSetting wanted {value, on, QStringLiteral("Ann")};
        for (const Result<void> &refused :
             {service().checkAgreed(m_site, name, wanted), service().setAgreed(m_site, name, standing(name), wanted)}) {
            QVERIFY(!refused);
            QCOMPARE(refused.error().kind, ErrorKind::BadInput);
        }
        QVERIFY(notes().isEmpty());
    }

    void whatIsNoOptionCannotBeForgotten()
    {
        QCOMPARE(service().setAgreed(m_site, QStringLiteral("x"), std::nullopt, std::nullopt).error().kind,
                 ErrorKind::BadInput);
    }

    void whatAnUpgradeLeftCanBeForgotten()
    {
        makeLater();
        const auto old = standing(keep);
        QVERIFY(old);
        QCOMPARE(service().setAgreed(m_site, keep, old, byTheTeam(QStringLiteral("5"))).error().kind,
                 ErrorKind::BadInput);
        QVERIFY(service().setAgreed(m_site, keep, old, std::nullopt));
        QVERIFY(service().setAgreed(m_site, agreedLater, std::nullopt, byTheTeam(QStringLiteral("5"))));
        QCOMPARE(standing(agreedLater), std::optional(byTheTeam(QStringLiteral("5"))));
    }

    void beforeTheFirstReadingBothEditionsCanBeAgreed()
    {
        Site fresh = m_site;
        fresh.name = QStringLiteral("fresh");
        QVERIFY(service().setAgreed(fresh, keep, std::nullopt, byTheTeam(QStringLiteral("5"))));
        QVERIFY(service().setAgreed(fresh, agreedLater, std::nullopt, byTheTeam(QStringLiteral("5"))));
    }

    void ofTwoWritersTheSecondIsTold_data()
    {
        QTest::addColumn<bool>("first"); // agrees; else forgets
        QTest::addColumn<bool>("second");
        QTest::newRow("both agree") << true << true;
        QTest::newRow("one forgets first") << false << true;
        QTest::newRow("one forgets then") << true << false;
    }
    void ofTwoWritersTheSecondIsTold()
    {
        QFETCH(bool, first);
        QFETCH(bool, second);
        const auto seen = standing(hour); // by both
        const auto one = first ? std::optional(byTheTeam(QStringLiteral("5"))) : std::nullopt;
        const auto other = second ? std::optional(byTheTeam(QStringLiteral("6"))) : std::nullopt;
        QVERIFY(service().setAgreed(m_site, hour, seen, one));
        const Result<void> refused = service().setAgreed(m_site, hour, seen, other);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Conflict);
        QVERIFY(!refused.error().advice.isEmpty());
        QCOMPARE(standing(hour), one);
        QCOMPARE(notes().size(), 1);
    }

    void anotherDayAloneIsAConflictToo()
    {
        const auto seen = standing(hour);
        AgreedSetting dated = *seen;
        dated.on = QDate(2008, 11, 4);
        QVERIFY(service().setAgreed(m_site, hour, seen, dated));
        QCOMPARE(service().setAgreed(m_site, hour, seen, byTheTeam(QStringLiteral("5"))).error().kind,
                 ErrorKind::Conflict);
    }

    void whatStandsNoMoreCannotBeConfirmed()
    {
        const auto seen = standing(hour);
        QVERIFY(service().setAgreed(m_site, hour, seen, byTheTeam(QStringLiteral("5"))));
        QCOMPARE(service().setAgreed(m_site, hour, seen, seen).error().kind, ErrorKind::Conflict);
        QCOMPARE(service().setAgreed(m_site, hour, std::nullopt, std::nullopt).error().kind, ErrorKind::Conflict);
        QCOMPARE(notes().size(), 1);
    }

    void aNewSiteBeginsWithTheDayToo()
    {
        QVERIFY(service().replaceSite(m_site, {}));
        Site none;
        none.name = noSiteYet();
        QVERIFY(service().setAgreed(none, hour, std::nullopt, byTheTeam(QStringLiteral("5"))));
        QVERIFY(service().replaceSite({}, m_site));
        QCOMPARE(standing(hour), std::optional(byTheTeam(QStringLiteral("5"))));
        QCOMPARE(service().agreed(none, hour).value_or(AgreedSetting()), std::nullopt);
    }

    void thePageSaysNeitherDayNorPeople()
    {
        QVERIFY(service().setAgreed(m_site, hour, standing(hour), byTheTeam(QStringLiteral("3"))));
        QVERIFY(service().setAgreed(m_site, keep, standing(keep), byTheTeam(QStringLiteral("1"))));
        ImportPlan plan;
        ImportedOption option;
        option.site = m_site.name;
        option.name = keep;
        option.before = QStringLiteral("1");
        option.after = QStringLiteral("5");
        plan.options = {option};
        QVERIFY(service().applyOptions(plan));
        QCOMPARE(standing(keep), std::optional(agreedOnly(QStringLiteral("5"))));
        QCOMPARE(standing(hour), std::optional(byTheTeam(QStringLiteral("3")))); // what it does not change stays
    }

    void theTimeOfEachValueIsKept()
    {
        const QDateTime first = m_workspace->time.now();
        QVERIFY(service().read(m_site, {}));
        QVERIFY(!since(keep).isValid()); // as at the reading before: since when, nobody saw
        m_workspace->time.advance(3600);
        m_workspace->moodles.change(m_site.name, [](FakeMoodle &moodle) {
            moodle.config.insert(keep, QStringLiteral("7"));
            moodle.config.remove(QStringLiteral("backup_sche_logs"));
        });
        QVERIFY(service().read(m_site, {}));
        const QDateTime changed = m_workspace->time.now();
        QVERIFY(changed > first);
        QCOMPARE(since(keep), changed);
        QCOMPARE(since(QStringLiteral("backup_sche_logs")), changed); // that its row has gone
        QVERIFY(!since(hour).isValid());
        m_workspace->time.advance(3600);
        QVERIFY(service().read(m_site, {}));
        QCOMPARE(since(keep), changed);
        QCOMPARE(since(QStringLiteral("backup_sche_logs")), changed);
    }

    void whatMoodleServesCountsWhereItWasAsked()
    {
        makeLater();
        QVERIFY(service().read(m_site, {}));
        const auto serve = [this](const std::optional<Error> &problem) {
            m_workspace->time.advance(60);
            m_workspace->moodles.change(m_site.name, [&problem](FakeMoodle &moodle) {
                moodle.more.served.clear();
                if (!problem)
                    moodle.more.served.insert(agreedLater, QStringLiteral("5"));
                moodle.more.doorProblem = problem;
            });
            QVERIFY(service().read(m_site, {}));
        };
        serve(std::nullopt);
        const QDateTime changed = since(agreedLater);
        QCOMPARE(changed, m_workspace->time.now());
        serve(Error {ErrorKind::Unreachable, QStringLiteral("No answer.")});
        QCOMPARE(since(agreedLater), changed);
    }

    /// An option without a row, which config.php may set.
    void whatMoodleServesWithoutARowCountsToo()
    {
        makeLater();
        const QString unset = QStringLiteral("backup_auto_min_kept");
        const auto serve = [this, &unset](const QString &value) {
            m_workspace->time.advance(60);
            m_workspace->moodles.change(m_site.name,
                                        [&](FakeMoodle &moodle) { moodle.more.served.insert(unset, value); });
            QVERIFY(service().read(m_site, {}));
        };
        serve(QStringLiteral("1"));
        QCOMPARE(since(unset), m_workspace->time.now());
        serve(QStringLiteral("2"));
        const QDateTime changed = since(unset);
        QCOMPARE(changed, m_workspace->time.now());
        serve(QStringLiteral("2"));
        QCOMPARE(since(unset), changed);
    }

    void rightsAndTheDestinationAreAsked()
    {
        m_workspace->moodles.change(m_site.name, [](FakeMoodle &moodle) {
            SiteRights rights;
            rights.account = QStringLiteral("nightkeep@localhost");
            moodle.rights = rights;
            DestinationFacts facts;
            facts.fileSystem = QStringLiteral("nfs");
            moodle.destination = facts;
        });
        QCOMPARE(service().rights(m_site, {})->account, QStringLiteral("nightkeep@localhost"));
        QCOMPARE(service().destination(m_site, "/backups", {})->fileSystem, QStringLiteral("nfs"));
        CancelToken cancel;
        cancel.cancel();
        QCOMPARE(service().rights(m_site, cancel).error().kind, ErrorKind::Cancelled);
        QCOMPARE(service().destination(m_site, "/backups", cancel).error().kind, ErrorKind::Cancelled);
    }
};

NIGHTKEEP_TEST(TstSettingsAgreed, unit, Core)
#include "tst_settingsagreed.moc"
