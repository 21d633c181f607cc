// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalogue/restorable.h"
#include "tests/support/testmain.h"

#include <QTest>
#include <QTimeZone>

using namespace Nightkeep;

namespace {

MoodleFacts livingMoodle(const QString &release, const QString &version = {})
{
    MoodleFacts facts;
    facts.release = release;
    facts.version = version;
    if (!release.isEmpty())
        facts.edition = release.startsWith(QLatin1String("1.")) ? MoodleEdition::Old : MoodleEdition::Later;
    return facts;
}

SiteBackups restorableSite(const QString &name, const QString &release)
{
    SiteBackups site;
    site.site.name = name;
    site.head.moodle = livingMoodle(release);
    site.head.moodleReadAt = QDateTime(QDate(2008, 12, 15), QTime(9, 30), QTimeZone::utc());
    return site;
}

} // namespace

/// Which Moodle takes which copy.
class TstRestorable : public QObject
{
    Q_OBJECT

private slots:
    void followsTheRules_data();
    void followsTheRules();
    void comparesVersionsWhereBothAreKnown();
    void saysWhetherThereAreUsers();
    void knowsACopyByItsRelease();
    void believesNoMoodleOfAnotherKind();
    void putsTheBestFirst();
    void saysNothingOfASiteThatNobodyRead();
};

void TstRestorable::followsTheRules_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("copy");
    QTest::addColumn<QString>("living");
    QTest::addColumn<QString>("taken");
    QTest::addColumn<bool>("byProgram");
    const auto row = [](const char *name, const char *file, const char *copy, const char *living, const char *taken,
                        bool byProgram = false) {
        QTest::newRow(name) << QString::fromLatin1(file) << QString::fromLatin1(copy) << QString::fromLatin1(living)
                            << QString::fromLatin1(taken) << byProgram;
    };
    row("1.9 on itself", "a.zip", "1.9.2 (Build: 20080711)", "1.9.2 (Build: 20080711)", "whole");
    row("1.8 on 1.9", "a.zip", "1.8.2", "1.9.19", "whole");
    row("1.9 on 1.8", "a.zip", "1.9.2", "1.8.2", "doubtful");
    row("1.9 on 2.0", "a.zip", "1.9.2", "2.0 (Build: 20101124)", "never");
    row("1.9 on 2.1", "a.zip", "1.9.2", "2.1", "withoutUsers");
    row("1.9 on 4.3", "a.zip", "1.9.2", "4.3+ (Build: 20231222)", "withoutUsers");
    row("1.9 on 5.1", "a.zip", "1.9.2", "5.1", "withoutUsers");
    row("1.9 on 5.2", "a.zip", "1.9.2", "5.2", "notKnown");
    row("1.8 on 4.3", "a.zip", "1.8.2", "4.3", "notKnown");
    row("1.9, nobody knows which, on 4.3", "a.zip", "", "4.3", "notKnown");
    row("4.3 on itself", "a.mbz", "4.3", "4.3.2", "whole", true);
    row("2.0 on 5.1", "a.mbz", "2.0", "5.1", "whole", true);
    row("4.5 on 4.3", "a.mbz", "4.5", "4.3", "doubtful", true);
    row("10.0 on 9.9", "a.mbz", "10.0", "9.9", "doubtful", true);
    row("4.3 on 1.9", "a.mbz", "4.3", "1.9.2", "never");
    row("an mbz, nobody knows which", "A.MBZ", "", "4.3", "notKnown", true);
    row("no name says what it is", "da39a3ee", "", "4.3", "notKnown");
    row("nobody read the site", "a.mbz", "4.3", "", "notKnown");
}

void TstRestorable::followsTheRules()
{
    QFETCH(QString, file);
    QFETCH(QString, copy);
    QFETCH(QString, living);
    QFETCH(QString, taken);
    QFETCH(bool, byProgram);
    CopyOrigin origin = originOf(file.toUtf8(), std::nullopt);
    origin.release = copy;
    const Restorable found = restorableOn(origin, QStringLiteral("site"), livingMoodle(living));
    QCOMPARE(nameOf(found.taken), taken);
    QCOMPARE(found.byProgram, byProgram);
    QVERIFY(!found.reason.isEmpty());
    QCOMPARE(found.moodle.isEmpty(), living.isEmpty());
    QVERIFY((takenState(found.taken) == State::Good) == (taken == u"whole"));
    QVERIFY((takenState(found.taken) == State::Unknown) == (taken == u"notKnown"));
}

void TstRestorable::comparesVersionsWhereBothAreKnown()
{
    CopyOrigin origin {MoodleEdition::Later, QStringLiteral("4.3"), QStringLiteral("2023100901"), {}};
    const auto on = [&origin](const char *version) {
        return restorableOn(origin, QStringLiteral("site"),
                            livingMoodle(QStringLiteral("4.3"), QString::fromLatin1(version)))
            .taken;
    };
    QCOMPARE(on("2023100901"), Taken::Whole);
    QCOMPARE(on("2023100900.05"), Taken::Doubtful);
    origin.version.clear();
    QCOMPARE(on("2023100900.05"), Taken::Whole);
}

void TstRestorable::saysWhetherThereAreUsers()
{
    CopyOrigin origin {MoodleEdition::Later, QStringLiteral("4.3"), {}, false};
    const MoodleFacts moodle = livingMoodle(QStringLiteral("4.3"));
    QCOMPARE(restorableOn(origin, QStringLiteral("site"), moodle).taken, Taken::WithoutUsers);
    origin.users = true;
    QCOMPARE(restorableOn(origin, QStringLiteral("site"), moodle).taken, Taken::Whole);
}

void TstRestorable::knowsACopyByItsRelease()
{
    BackupCopy copy;
    copy.name = QStringLiteral("a.zip"); // an mbz may be one
    copy.file.inside.release = QStringLiteral("4.3+ (Build: 20231222)");
    copy.file.inside.users = true;
    QCOMPARE(originOf(copy).format, MoodleEdition::Later);
    QVERIFY(originOf(copy).users == std::optional(true));
    copy.file.inside.release.clear();
    QCOMPARE(originOf(copy).format, MoodleEdition::Old);
}

void TstRestorable::believesNoMoodleOfAnotherKind()
{
    const MoodleVersion archived {QStringLiteral("1.9.2"), QStringLiteral("2007101520"), {}, {}};
    QCOMPARE(originOf("7/a.zip", archived).release, QStringLiteral("1.9.2"));
    QCOMPARE(originOf("7/a.mbz", archived).release, QString());
}

void TstRestorable::putsTheBestFirst()
{
    const CopyOrigin origin {MoodleEdition::Old, QStringLiteral("1.9.2"), {}, {}};
    const QList<Restorable> all = restorable(origin,
                                             {restorableSite(QStringLiteral("two"), QStringLiteral("2.0")),
                                              restorableSite(QStringLiteral("four"), QStringLiteral("4.3")),
                                              restorableSite(QStringLiteral("nine"), QStringLiteral("1.9.2"))});
    QStringList names;
    for (const Restorable &site : all)
        names += site.site;
    QCOMPARE(names.join(u' '), QStringLiteral("nine four two"));
}

void TstRestorable::saysNothingOfASiteThatNobodyRead()
{
    SiteBackups site = restorableSite(QStringLiteral("site"), QStringLiteral("4.3"));
    site.head.moodleReadAt = {};
    const QList<Restorable> all = restorable({MoodleEdition::Later, QStringLiteral("4.3"), {}, {}}, {site});
    QCOMPARE(all.constFirst().taken, Taken::NotKnown);
}

NIGHTKEEP_TEST(TstRestorable, unit, Core)
#include "tst_restorable.moc"
