// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/command.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;

namespace {

Term keptTerm()
{
    return {QStringLiteral("2008-summer"), QStringLiteral("Summer term 2008"), 2008, QDate(2008, 6, 13)};
}

SavedPlan keptPlan()
{
    SavedPlan saved;
    saved.title = QStringLiteral("first look");
    saved.by = QStringLiteral("athina");
    saved.at = QDateTime(QDate(2008, 6, 20), QTime(12, 0), QTimeZone::utc());
    saved.plan.request = {QStringLiteral("moodle"), ArchiveRule::NewestPerCourse, QDate(2008, 6, 13),
                          QStringLiteral("moodle-2008-summer")};
    saved.plan.plannedAt = saved.at;
    saved.plan.zips = {
        {{"1/backupdata/a.zip", 400, saved.at}, 1, ZipDecision::Included, QStringLiteral("Newest."), {}}};
    return saved;
}

ArchiveRecord keptRun(const QString &id)
{
    ArchiveRecord record;
    record.run.id = id;
    record.run.request = keptPlan().plan.request;
    record.run.startedAt = QDateTime(QDate(2008, 4, 1), QTime(3, 0), QTimeZone::utc());
    record.asOf = record.run.startedAt;
    record.status.state = ArchiveState::Complete;
    return record;
}

} // namespace

/// Terms, and the plans that are kept of archives.
class TstTermsVerbs : public QObject
{
    Q_OBJECT

private slots:
    void aTermIsSet_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<bool>("isSet");
        const auto row = [](const char *words, bool isSet) {
            QTest::newRow(words) << QString::fromLatin1(words).split(u' ') << isSet;
        };
        row("terms set 2009-summer words=Summer year=2009 cutOff=2009-06-12", true);
        row("terms set 2008-summer cutOff=2008-06-20", true); // it is there
        row("terms set 2009-summer words=Summer year=2009", false);
        row("terms set 2009-summer words=Summer year=soon cutOff=2009-06-12", false);
        row("terms set ../x words=Summer year=2009 cutOff=2009-06-12", false);
        row("terms set 2009-summer colour=red", false);
        row("terms set 2009-summer words", false);
    }
    void aTermIsSet()
    {
        QFETCH(QStringList, words);
        QFETCH(bool, isSet);
        const Command command(words, option("new"));
        std::ignore = command.workspace->archiveStore.replaceTerm({}, keptTerm());
        const VerbResult result = command.run();
        QCOMPARE(result.has_value(), isSet);
        const QList<Term> terms = *command.workspace->archives().terms();
        const bool isNew = isSet && words.at(2) != keptTerm().name;
        QCOMPARE(terms.size(), isNew ? 2 : 1);
        QCOMPARE(terms.first() != keptTerm(), isSet && !isNew);
        if (!isSet)
            QCOMPARE(result.error().kind, ErrorKind::BadInput);
        else
            QCOMPARE(result->json.object().value(u"name").toString(), words.at(2));
    }

    void aTermIsAddedOnPurpose()
    {
        const Command command(
            QStringLiteral("terms set 2009-summer words=Summer year=2009 cutOff=2009-06-12").split(u' '));
        const VerbResult result = command.run();
        QVERIFY(!result && result.error().kind == ErrorKind::BadInput);
        QVERIFY2(result.error().advice.contains(QStringLiteral("--new")), qPrintable(result.error().advice));
        QVERIFY(command.workspace->archives().terms()->isEmpty());
    }

    void termsAreListedAndProposed()
    {
        const Command none({QStringLiteral("terms")});
        QVERIFY(none.run()->json.array().isEmpty());
        const Command proposed({QStringLiteral("terms")}, option("propose"));
        const VerbResult result = proposed.run();
        QVERIFY(result.has_value());
        QVERIFY(result->json.array().size() > 1);
        QVERIFY(proposed.workspace->archives().terms()->isEmpty()); // it is a proposal
    }

    void aTermIsRemoved()
    {
        const Command asks(QStringLiteral("terms remove 2008-summer").split(u' '));
        std::ignore = asks.workspace->archiveStore.replaceTerm({}, keptTerm());
        QCOMPARE(asks.run().error().kind, ErrorKind::Locked);
        QCOMPARE(asks.workspace->archives().terms()->size(), 1);
        const Command command(QStringLiteral("terms remove 2008-summer").split(u' '), option("yes"));
        std::ignore = command.workspace->archiveStore.replaceTerm({}, keptTerm());
        QVERIFY(command.run().has_value());
        QVERIFY(command.workspace->archives().terms()->isEmpty());
        QCOMPARE(command.run().error().kind, ErrorKind::BadInput);
    }

    void keptPlansAreListedShownAndForgotten()
    {
        const Command list({QStringLiteral("archive"), QStringLiteral("plans")});
        std::ignore = list.workspace->archiveStore.addSavedPlan(keptPlan());
        const VerbResult listed = list.run();
        QVERIFY(listed.has_value());
        QCOMPARE(listed->json.array().size(), 1);
        QCOMPARE(listed->json.array().at(0)[u"title"].toString(), QStringLiteral("first look"));
        QCOMPARE(listed->json.array().at(0)[u"includedBytes"].toInt(), 400);

        const Command show({QStringLiteral("archive"), QStringLiteral("plans"), QStringLiteral("1")});
        std::ignore = show.workspace->archiveStore.addSavedPlan(keptPlan());
        const VerbResult shown = show.run();
        QVERIFY(shown.has_value());
        QCOMPARE(shown->json.object().value(u"plan")[u"name"].toString(), QStringLiteral("moodle-2008-summer"));
        QVERIFY(shown->text.contains(QStringLiteral("1/backupdata/a.zip")));

        const Command asks(QStringLiteral("archive forget-plan 1").split(u' '));
        std::ignore = asks.workspace->archiveStore.addSavedPlan(keptPlan());
        QCOMPARE(asks.run().error().kind, ErrorKind::Locked);
        const Command forget(QStringLiteral("archive forget-plan 1").split(u' '), option("yes"));
        QCOMPARE(forget.run().error().kind, ErrorKind::BadInput);
        std::ignore = forget.workspace->archiveStore.addSavedPlan(keptPlan());
        QVERIFY(forget.run().has_value());
        QVERIFY(forget.workspace->archives().savedPlans()->isEmpty());
    }

    void archivesAreCompared()
    {
        const Command command({QStringLiteral("archive"), QStringLiteral("compare"), QStringLiteral("spring")},
                              option("plan", "1"));
        std::ignore = command.workspace->archiveStore.addSavedPlan(keptPlan());
        std::ignore = command.workspace->archiveStore.saveArchiveRun(keptRun(QStringLiteral("spring")));
        const QDateTime before(QDate(2008, 3, 1), QTime(3, 0), QTimeZone::utc());
        std::ignore = command.workspace->archiveStore.saveArchivedFiles(
            QStringLiteral("spring"), {{"1/backupdata/o.zip", 1000, before}, {"2/backupdata/o.zip", 1000, before}});
        const VerbResult compared = command.run();
        QVERIFY2(compared.has_value(), compared ? "" : qPrintable(compared.error().message));
        const QJsonObject json = compared->json.object();
        QCOMPARE(json.value(u"lost").toInt(), 1);
        QCOMPARE(json.value(u"shrunk").toInt(), 1);
        QCOMPARE(json.value(u"gained").toInt(), 0);
        QVERIFY(compared->text.contains(QStringLiteral("shrunk")));
        const Command lonely({QStringLiteral("archive"), QStringLiteral("compare"), QStringLiteral("spring")});
        QCOMPARE(lonely.run().error().kind, ErrorKind::BadInput);
    }

    void whatCannotBeChosenIsRefused_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        QTest::newRow("an unknown origin") << QStringLiteral("origin") << QStringLiteral("mars");
        QTest::newRow("no course") << QStringLiteral("accept-course") << QStringLiteral("BIOC=closed");
        QTest::newRow("no reason") << QStringLiteral("accept-course") << QStringLiteral("33");
        QTest::newRow("an unknown term") << QStringLiteral("term") << QStringLiteral("2001-summer");
        QTest::newRow("a kept plan with a date") << QStringLiteral("plan") << QStringLiteral("1");
        QTest::newRow("an unknown place") << QStringLiteral("places") << QStringLiteral("nowhere");
    }
    void whatCannotBeChosenIsRefused()
    {
        QFETCH(QString, name);
        QFETCH(QString, value);
        const Command command({QStringLiteral("archive"), QStringLiteral("start")},
                              {{name, value}, {QStringLiteral("not-before"), QStringLiteral("2008-06-13")}});
        std::ignore = command.workspace->archiveStore.addSavedPlan(keptPlan());
        const VerbResult result = command.run();
        QVERIFY(!result.has_value());
        QCOMPARE(result.error().kind, name == u"places" ? ErrorKind::NotFound : ErrorKind::BadInput);
        QVERIFY(command.workspace->hosts.calls().isEmpty()); // nobody was asked for nothing
    }
};

NIGHTKEEP_TEST(TstTermsVerbs, unit, Core)
#include "tst_termsverbs.moc"
