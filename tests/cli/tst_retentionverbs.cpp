// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/command.h"
#include "tests/cli/ctl.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;

namespace {

using RetentionOptions = QMultiHash<QString, QString>;

/// A review that is still to come on the day of the small estate.
RetentionOptions holdOptions()
{
    return option("reason", "A grade is disputed") + option("review", "2099-01-31");
}

std::unique_ptr<Command> retentionCommand(const QString &words, const RetentionOptions &options = {})
{
    return std::make_unique<Command>(QStringList {QStringLiteral("retention")} + Nightkeep::words(words), options);
}

} // namespace

/// What people say of retention on the command line.
class TstRetentionVerbs : public QObject
{
    Q_OBJECT

private slots:
    void whatIsPromisedIsShown()
    {
        const auto command = retentionCommand(QStringLiteral("show"));
        const VerbResult shown = command->run();
        QVERIFY2(shown, Samples::why(shown).constData());
        QCOMPARE(shown->json.array().size(), 1);
        const QJsonObject site = shown->json[0].toObject();
        QCOMPARE(site[u"site"].toString(), command->workspace->siteStore.sites()->first().name);
        const QJsonArray promises = site[u"promises"].toArray();
        QCOMPARE(promises.size(), promisesOfThePage().size());
        QCOMPARE(promises.first()[u"key"].toString(), QStringLiteral("courseNights/atLeast"));
        QVERIFY(fromName<PromiseAnswer>(promises.first()[u"answer"].toString()).has_value());
        for (const char *key : {"policy", "missing", "sizes", "nights", "differences", "holds", "places"})
            QVERIFY2(site.contains(QLatin1String(key)), key);
        QVERIFY2(shown->text.contains(QStringLiteral("studentData/atMost")), qPrintable(shown->text));
    }

    void mistakes_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<RetentionOptions>("options");
        QTest::addColumn<int>("kind");
        const auto row = [](const char *name, const char *words, const RetentionOptions &options, ErrorKind kind) {
            QTest::newRow(name) << QString::fromLatin1(words) << options << int(kind);
        };
        const ErrorKind bad = ErrorKind::BadInput;
        row("no such site", "show", option("site", "nowhere"), bad);
        row("no such promise", "agree everything/atLeast figure=1", {}, bad);
        row("a side that nobody judges", "agree wholeSite/atMost figure=1", {}, bad);
        row("no figure", "agree courseNights/atLeast figure=many", {}, bad);
        row("no unit", "agree courseNights/atLeast unit=moons", {}, bad);
        row("no day", "agree courseNights/atLeast on=yesterday", {}, bad);
        row("no state", "agree courseNights/atLeast state=perhaps", {}, bad);
        row("nothing of that name", "agree courseNights/atLeast colour=red", {}, bad);
        row("agreed without a figure", "agree archives/atLeast state=agreed", {}, bad);
        row("no reason", "hold", option("review", "2099-01-31"), bad);
        row("no review", "hold", option("reason", "A case"), bad);
        row("a review that has passed", "hold", option("reason", "A case") + option("review", "1999-01-31"), bad);
        row("no such hold", "end-hold 9", option("reason", "Settled"), bad);
        row("withdraw what was never promised", "withdraw everything/atLeast", {}, bad);
        row("withdraw what the page promises", "withdraw courseNights/atLeast", {}, bad);
        row("no such erasure", "erased-in-error 9", {}, bad);
        row("erased on no day", "erased RDP-1", {}, bad);
        row("erased in the future", "erased RDP-1", option("on", "2099-01-31"), bad);
    }
    void mistakes()
    {
        QFETCH(QString, words);
        QFETCH(RetentionOptions, options);
        QFETCH(int, kind);
        const auto command = retentionCommand(words, options);
        const VerbResult result = command->run();
        QVERIFY(!result);
        QCOMPARE(int(result.error().kind), kind);
        QVERIFY(command->workspace->retentionStore.promises()->isEmpty());
        QVERIFY(command->workspace->retentionStore.legalHolds()->isEmpty());
        QVERIFY(command->workspace->retentionStore.erasures()->isEmpty());
    }

    void agreed_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("stored");
        const auto row = [](const char *words, const char *stored) {
            QTest::newRow(words) << QString::fromLatin1(words) << QString::fromLatin1(stored);
        };
        row("archives/atLeast figure=4 state=agreed on=2008-11-03 by=Team note=why",
            "archives/atLeast 4 years agreed 2008-11-03 Team why");
        row("serverBackups/atLeast unit=days figure=10", "serverBackups/atLeast 10 days toBeAgreed   ");
        row("courseNights/atLeast figure=", "courseNights/atLeast x days unsaid   ");
        row("studentData/atMost/Science figure=4", "studentData/atMost/Science 4 years unsaid   ");
        row("serverBackups/atLeast state=unsaid", "serverBackups/atLeast 1 weeks unsaid   ");
    }
    void agreed()
    {
        QFETCH(QString, words);
        QFETCH(QString, stored);
        const auto command = retentionCommand(QStringLiteral("agree ") + words);
        const VerbResult result = command->run();
        QVERIFY2(result, Samples::why(result).constData());
        const QList<Promise> kept = *command->workspace->retentionStore.promises();
        QCOMPARE(kept.size(), 1);
        const Promise &promise = kept.first();
        const Agreement &agreement = promise.agreement;
        QCOMPARE(QStringList({promise.key, promise.figure ? QString::number(*promise.figure) : QStringLiteral("x"),
                              nameOf(promise.unit), nameOf(agreement.state), agreement.on.toString(Qt::ISODate),
                              agreement.by, agreement.note})
                     .join(u' '),
                 stored);
        QCOMPARE(result->json[u"key"].toString(), promise.key);
        QCOMPARE(result->text, promiseInWords(promise) + u'\n');
    }

    /// What was agreed is not what is said now.
    void anotherFigureIsAgreedAnew()
    {
        Promise agreed = promisesOfThePage().first();
        agreed.agreement = {Agreement::State::Agreed, QDate(2008, 11, 3), QStringLiteral("Team")};
        const auto silent = retentionCommand(QStringLiteral("agree courseNights/atLeast figure=90"));
        QVERIFY(silent->workspace->retention().agree(agreed, promisesOfThePage().first()));
        const VerbResult refused = silent->run();
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::BadInput);
        QCOMPARE(*silent->workspace->retentionStore.promises(), QList<Promise> {agreed});

        const auto said = retentionCommand(QStringLiteral("agree courseNights/atLeast figure=90 on=2008-12-01"));
        QVERIFY(said->workspace->retention().agree(agreed, promisesOfThePage().first()));
        QVERIFY(said->run());
        QCOMPARE(said->workspace->retentionStore.promises()->first().figure, std::optional(90));
    }

    void aCaseIsHeldAndEnds()
    {
        const auto held = retentionCommand(QStringLiteral("hold"), holdOptions());
        const VerbResult hold = held->run();
        QVERIFY2(hold, Samples::why(hold).constData());
        QCOMPARE(hold->json[u"number"].toInt(), 1);
        QVERIFY2(hold->text.contains(QStringLiteral("A grade is disputed")), qPrintable(hold->text));
        QVERIFY2(hold->text.contains(QStringLiteral("may be any")), qPrintable(hold->text));
        QVERIFY(!hold->json[u"request"].toString().isEmpty());

        const auto end = retentionCommand(QStringLiteral("end-hold 1"), option("reason", "Settled"));
        LegalHold other;
        other.reason = QStringLiteral("Another case");
        other.reviewOn = QDate(2099, 1, 31);
        QVERIFY(end->workspace->retention().hold(other));
        const VerbResult ended = end->run();
        QVERIFY2(ended, Samples::why(ended).constData());
        QCOMPARE(ended->json[u"endReason"].toString(), QStringLiteral("Settled"));
        QVERIFY(!end->workspace->retentionStore.legalHolds()->first().holds());
    }

    void aCourseThatWasNeverReadIsHeldByItsNumber()
    {
        const auto command = retentionCommand(QStringLiteral("hold 33"), holdOptions());
        QVERIFY(command->run());
        QCOMPARE(command->workspace->retentionStore.legalHolds()->first().course, qint64(33));
        const auto unknown = retentionCommand(QStringLiteral("hold BIOC1001"), holdOptions());
        QVERIFY(!unknown->run()); // of which nobody knows the number
        QVERIFY(unknown->workspace->retentionStore.legalHolds()->isEmpty());
    }

    void holdsAreListed()
    {
        const auto command = retentionCommand(QStringLiteral("holds"));
        LegalHold hold;
        hold.shortName = QStringLiteral("BIOC1001");
        hold.course = 33;
        hold.site = QStringLiteral("moodle");
        hold.reason = QStringLiteral("A case");
        hold.reviewOn = QDate(2099, 1, 31);
        QVERIFY(command->workspace->retention().hold(hold));
        const VerbResult listed = command->run();
        QVERIFY2(listed, Samples::why(listed).constData());
        QCOMPARE(listed->json.array().size(), 1);
        QCOMPARE(listed->json[0][u"shortname"].toString(), QStringLiteral("BIOC1001"));
        QVERIFY2(listed->text.contains(QStringLiteral("2099-01-31")), qPrintable(listed->text));
    }

    void anErasureIsRecordedWithItsCopies()
    {
        const auto command = retentionCommand(QStringLiteral("erased RDP-2008-117"),
                                              option("on", "2008-10-01") + option("courses", "33,47"));
        const VerbResult recorded = command->run();
        QVERIFY2(recorded, Samples::why(recorded).constData());
        const QJsonObject record = recorded->json[0].toObject();
        QCOMPARE(record[u"reference"].toString(), QStringLiteral("RDP-2008-117"));
        QCOMPARE(record[u"courses"].toArray().size(), 2);
        QVERIFY(!record[u"copies"].toArray().isEmpty()); // the archive of the small estate, at least
        QCOMPARE(command->workspace->retentionStore.erasures()->size(), 1);

        const auto list = retentionCommand(QStringLiteral("erased"));
        const VerbResult none = list->run();
        QVERIFY2(none, Samples::why(none).constData());
        QVERIFY(none->json.array().isEmpty());
    }

    void whatWasAMistakeIsRemoved()
    {
        Promise science = promisesOfThePage().first();
        science.category = QStringLiteral("Science");
        science.key = promiseKey(science.subject, science.side, science.category);
        const auto withdraw = retentionCommand(QStringLiteral("withdraw courseNights/atLeast/Science"));
        QVERIFY(withdraw->workspace->retention().agree(science, std::nullopt));
        const VerbResult withdrawn = withdraw->run();
        QVERIFY2(withdrawn, Samples::why(withdrawn).constData());
        QCOMPARE(withdrawn->json[u"key"].toString(), science.key);
        QVERIFY(withdraw->workspace->retentionStore.promises()->isEmpty());

        const auto remove = retentionCommand(QStringLiteral("erased-in-error 1"));
        ErasureRecord record;
        record.site = QStringLiteral("moodle");
        record.reference = QStringLiteral("RDP-1");
        record.erasedOn = QDate(2008, 10, 1);
        QVERIFY(remove->workspace->retention().recordErasure(record));
        const VerbResult removed = remove->run();
        QVERIFY2(removed, Samples::why(removed).constData());
        QCOMPARE(removed->json[u"reference"].toString(), QStringLiteral("RDP-1"));
        QVERIFY(remove->workspace->retentionStore.erasures()->isEmpty());
    }

    void nothingIsWrittenWhereNothingMayBe_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<RetentionOptions>("options");
        QTest::newRow("agree") << QStringLiteral("agree courseNights/atLeast figure=90") << RetentionOptions();
        QTest::newRow("hold") << QStringLiteral("hold") << holdOptions();
        QTest::newRow("end-hold") << QStringLiteral("end-hold 1") << option("reason", "Settled");
        QTest::newRow("withdraw") << QStringLiteral("withdraw studentData/atMost/Science") << RetentionOptions();
        QTest::newRow("erased in error") << QStringLiteral("erased-in-error 1") << RetentionOptions();
        QTest::newRow("erased") << QStringLiteral("erased RDP-1") << option("on", "2008-10-01");
    }
    void nothingIsWrittenWhereNothingMayBe()
    {
        QFETCH(QString, words);
        QFETCH(RetentionOptions, options);
        const auto command = retentionCommand(words, options);
        command->workspace->about.readOnly = true;
        command->workspace->makeReadOnly();
        const VerbResult result = command->run();
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::ReadOnly);
    }
};

NIGHTKEEP_TEST(TstRetentionVerbs, unit, Core)
#include "tst_retentionverbs.moc"
