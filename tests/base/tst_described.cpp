// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/workspacejson.h"
#include "tests/support/samples.h"
#include "tests/support/testmain.h"

#include <QJsonDocument>
#include <QTest>

using namespace Nightkeep;

namespace {

enum class Mood { Calm, Cross };

struct Part
{
    QString word;
    int size = -1;

    static constexpr auto fields()
    {
        return std::tuple {Field {"word", &Part::word}, Field {"size", &Part::size}.from(0, 9).orMinusOne()};
    }
    bool operator==(const Part &) const = default;
};

struct Whole
{
    Part part;
    Mood mood = Mood::Calm;
    QList<Mood> moods;
    BytePath path;
    BytePath other;
    QDateTime when;
    QDate day;
    std::optional<qint64> perhaps;
    QHash<BytePath, Mood> places;
    QHash<QString, QString> tools;
    QList<BytePath> paths;
    bool late = true; ///< what older payloads lack

    static constexpr auto fields()
    {
        return std::tuple {Field {"", &Whole::part}.inlined(),
                           Field {"mood", &Whole::mood},
                           Field {"moods", &Whole::moods},
                           Field {"path", &Whole::path}.namesObject(),
                           Field {"other", &Whole::other}.formerly("second"),
                           Field {"when", &Whole::when},
                           Field {"day", &Whole::day},
                           Field {"perhaps", &Whole::perhaps},
                           Field {"places", &Whole::places}.keyed("place", "mood").formerlyKeyed("path", "state"),
                           Field {"tools", &Whole::tools},
                           Field {"paths", &Whole::paths},
                           Field {"late", &Whole::late}.orMissing()};
    }
    bool operator==(const Whole &) const = default;
};

const char goodJson[] =
    R"({"word":"w","size":3,"mood":"cross","moods":["calm","cross"],"path":"/a%20b","other":"/%FF",
        "when":"2008-11-29T03:15:00.250Z","day":"2008-11-29","perhaps":null,"places":[{"place":"/x","mood":"cross"}],
        "tools":[{"name":"dsmc","value":""}],"paths":["/%FF"],"late":false})";

} // namespace

namespace Nightkeep {
template<>
inline constexpr auto
    Names<Mood> = std::to_array<Name<Mood>>({{Mood::Calm, "calm"}, {Mood::Cross, "cross"}, {Mood::Cross, "angry"}});
} // namespace Nightkeep

/// What is derived from a struct's list of members.
class TstDescribed : public QObject
{
    Q_OBJECT

private:
    template<typename T> static QString roundTrip()
    {
        QRandomGenerator random(8);
        for (int round = 0; round < 60; ++round) {
            const T value = Samples::sample<T>(random);
            const QJsonObject json = toJson(value);
            JsonFault fault;
            // By way of the text: numbers and strange characters must survive that too.
            const T read = fromJson<T>(*parseJsonObject(compactJson(json).toUtf8()), fault);
            if (fault.found())
                return fault.error().message;
            const T repacked =
                fromJson<T>(*parseJsonObject(compactJson(toJson(value, JsonManner::Packed)).toUtf8()), fault);
            if (fault.found())
                return fault.error().message;
            if (!(read == value) || toJson(read) != json || toJson(repacked) != json)
                return QStringLiteral("not equal: ") + compactJson(json);
        }
        return {};
    }

private slots:
    void everythingStoredComesBack()
    {
        QCOMPARE(roundTrip<Whole>(), QString());
        QCOMPARE(roundTrip<Server>(), QString());
        QCOMPARE(roundTrip<ServerSnapshot>(), QString());
        QCOMPARE(roundTrip<StoredFailure>(), QString());
        QCOMPARE(roundTrip<ChangeRates>(), QString());
        QCOMPARE(roundTrip<BackupPreview>(), QString());
        QCOMPARE(roundTrip<WebAnswer>(), QString());
        QCOMPARE(roundTrip<DatabaseAnswer>(), QString());
        QCOMPARE(roundTrip<Site>(), QString());
        QCOMPARE(roundTrip<SettingsSnapshot>(), QString());
        QCOMPARE(roundTrip<SiteSettings>(), QString());
        QCOMPARE(roundTrip<Decision>(), QString());
        QCOMPARE(roundTrip<ArchiveRecord>(), QString());
        QCOMPARE(roundTrip<CatalogueRecords>(), QString());
        QCOMPARE(roundTrip<StorageRequest>(), QString());
        QCOMPARE(roundTrip<AuditEntry>(), QString());
    }

    void aMomentHasOneSpelling_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isMoment");
        const auto row = [](const char *name, const char *text, bool isMoment) {
            QTest::newRow(name) << QString::fromUtf8(text) << isMoment;
        };
        row("any", "2008-11-29T03:15:07.250Z", true);
        row("noughts", "2000-01-01T00:00:00.000Z", true);
        row("the last of a day", "2024-02-29T23:59:59.999Z", true);
        row("long ago", "0001-01-01T00:00:00.001Z", true);
        row("the last of all", "9999-12-31T23:59:59.999Z", true);
        row("nothing", "", false);
        row("no year", "0000-01-01T00:00:00.000Z", false);
        row("no such day", "2023-02-29T00:00:00.000Z", false);
        row("no such hour", "2023-02-28T24:00:00.000Z", false);
        row("no such second", "2023-02-28T23:59:60.000Z", false);
        row("without its thousandths", "2023-02-28T23:59:00Z", false);
        row("another zone", "2023-02-28T23:59:00.000+", false);
        row("small letters", "2023-02-28t23:59:00.000z", false);
        row("a sign", "+023-02-28T23:59:00.000Z", false);
        row("other figures", "٢٠٢٣-02-28T23:59:00.000Z", false);
        row("more", "2023-02-28T23:59:00.000Z ", false);
    }
    void aMomentHasOneSpelling()
    {
        QFETCH(QString, text);
        QFETCH(bool, isMoment);
        const QDateTime moment = momentFromText(text);
        QCOMPARE(moment.isValid(), isMoment);
        if (!isMoment)
            return;
        QCOMPARE(momentText(moment), text);
        QCOMPARE(moment, QDateTime::fromString(text, Qt::ISODateWithMs));
        QCOMPARE(moment.toString(Qt::ISODateWithMs), text);
    }

    void aFaultNamesItsPlace_data()
    {
        QTest::addColumn<QByteArray>("from"); // in the good text
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QString>("named");
        const auto row = [](const char *name, const char *from, const char *to, const char *named) {
            QTest::newRow(name) << QByteArray(from) << QByteArray(to) << QString::fromUtf8(named);
        };
        row("missing", R"("mood":"cross",)", "", "what.mood: the field is missing");
        row("missing of an inlined part", R"("size":3,)", "", "what.size: the field is missing");
        row("unknown", R"("size":3)", R"("size":3,"more":1)", "what: the field \"more\" is not known");
        row("no such word", R"(["calm",)", R"(["glad",)", "what.moods[0]: \"glad\"");
        row("a number as a word", R"(["calm",)", "[1,", "what.moods[0]: a text");
        row("null", R"("w")", "null", "what.word: a text");
        row("out of range", R"("size":3)", R"("size":10)", "what.size: the number 10 is out of range");
        row("below the exception", R"("size":3)", R"("size":-2)", "what.size: the number -2 is out of range");
        row("a fraction", R"("size":3)", R"("size":3.5)", "what.size: a whole number");
        row("too great", R"("perhaps":null)", R"("perhaps":1e300)", "what.perhaps: a whole number");
        row("not encoded", "/a%20b", "/a b", "what.path: a percent-encoded text");
        row("encoded otherwise", "/a%20b", "/%61%20b", "what.path: a percent-encoded text");
        row("in a list", R"(["/%FF"])", R"(["/%ff"])", "what.paths[0]: a percent-encoded text");
        row("another zone", "00.250Z", "00.250+01:00", "what.when: ");
        row("no such day", R"("2008-11-29")", R"("2008-11-31")", "what.day: ");
        row("no list", R"(["/%FF"])", "{}", "what.paths: a list");
        row("a pair without its value", R"(,"mood":"cross"}])", "}]", "what.places[0].mood: the field is missing");
        row("a pair with more", R"("value":"")", R"("value":"","x":1)", "what.tools[0]: the field \"x\"");
        row("a key twice", R"([{"name":"dsmc","value":""}])",
            R"([{"name":"dsmc","value":""},{"name":"dsmc","value":"x"}])", "what.tools: \"dsmc\"");
        row("yes for true", R"("late":false)", R"("late":"yes")", "what.late: true or false");
    }
    void aFaultNamesItsPlace()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFETCH(QString, named);
        const Result<Whole> good = fromJsonText<Whole>(goodJson, QStringLiteral("what"));
        QVERIFY2(good, Samples::why(good).constData());
        QByteArray bad = goodJson;
        QVERIFY(bad.contains(from));
        bad.replace(bad.indexOf(from), from.size(), to);
        const Result<Whole> read = fromJsonText<Whole>(bad, QStringLiteral("what"));
        QVERIFY(!read);
        QCOMPARE(read.error().kind, ErrorKind::BadInput);
        QVERIFY2(read.error().message.contains(named), Samples::why(read).constData());
    }

    void olderPayloadsAreRead()
    {
        QByteArray older = goodJson;
        older.replace(R"(,"late":false)", "");
        older.replace(R"("other")", R"("second")");
        older.replace(R"("place":)", R"("path":)");
        older.replace(R"("mood":"cross"}])", R"("state":"angry"}])");
        older.replace(R"(["calm","cross"])", R"([{"mood":"calm"},{"mood":"cross"}])");
        const Result<Whole> read = fromJsonText<Whole>(older, QStringLiteral("what"));
        QVERIFY2(read, Samples::why(read).constData());
        Whole expected = *fromJsonText<Whole>(goodJson, {});
        expected.late = true;
        QCOMPARE(toJson(*read), toJson(expected));
        QVERIFY(!compactJson(toJson(*read)).contains(QStringLiteral("angry")));
    }

    void whatIsPackedLacksWhatMayBeMissing()
    {
        Whole whole = *fromJsonText<Whole>(goodJson, {});
        QCOMPARE(toJson(whole, JsonManner::Packed), toJson(whole));
        whole.late = true; // as it is by itself
        QJsonObject expected = toJson(whole);
        expected.remove(QStringLiteral("late"));
        QCOMPARE(toJson(whole, JsonManner::Packed), expected);
        QCOMPARE(toJson(*fromJsonText<Whole>(compactJson(expected).toUtf8(), {})), toJson(whole));
    }

    void theCommandLineWritesForOthers()
    {
        Whole whole = *fromJsonText<Whole>(goodJson, {});
        whole.part.size = -1;
        QJsonObject expected = *parseJsonObject(
            R"({"word":"w","size":null,"mood":"cross","moods":["calm","cross"],"path":"/a b","other":"/\\xff",
                "otherBytes":"/%FF","when":"2008-11-29T03:15:00Z","day":"2008-11-29","perhaps":null,
                "places":[{"place":"/x","mood":"cross"}],"tools":{"dsmc":null},
                "paths":[{"path":"/\\xff","pathBytes":"/%FF"}],"late":false})");
        QCOMPARE(toJson(whole, JsonManner::CommandLine), expected);
        whole.path = "/\xff";
        expected.insert(QStringLiteral("path"), QStringLiteral("/\\xff"));
        expected.insert(QStringLiteral("pathBytes"), QStringLiteral("/%FF"));
        QCOMPARE(toJson(whole, JsonManner::CommandLine), expected);
        QCOMPARE(compactJson(toJson(Whole(), JsonManner::Brief)), QStringLiteral("{\"mood\":\"calm\"}"));
    }

    /// Every enumerator has a word, and no word means two things.
    void wordsAreUnambiguous()
    {
        QVERIFY(distinct<ErrorKind>(ErrorKind::Internal));
        QVERIFY(distinct<ArchiveState>(ArchiveState::Unknown));
        QVERIFY(distinct<ArchiveStep>(ArchiveStep::Done));
        QVERIFY(distinct<ArchiveRule>(ArchiveRule::NewestPerCourse));
        QVERIFY(distinct<ZipDecision>(ZipDecision::Replaced));
        QVERIFY(distinct<ZipOrigin>(ZipOrigin::ByPeople));
        QVERIFY(distinct<PlaceKind>(PlaceKind::Workstation));
        QVERIFY(distinct<HandOverState>(HandOverState::Deleted));
        QVERIFY(distinct<HandOverStep>(HandOverStep::Done));
        QVERIFY(distinct<Expiry::Kind>(Expiry::Kind::NotFixed));
        QVERIFY(distinct<SignatureVerdict>(SignatureVerdict::Bad));
        QVERIFY(distinct<ArchiveVerification::Outcome>(ArchiveVerification::Outcome::Failed));
        QVERIFY(distinct<RestoreDrill::Outcome>(RestoreDrill::Outcome::Failed));
        QVERIFY(distinct<FolderPresence>(FolderPresence::Unreadable));
        QVERIFY(distinct<IncludeExcludeRule::Scope>(IncludeExcludeRule::Scope::Other));
        QVERIFY(distinct<ChangeRate::State>(ChangeRate::State::Unable));
        QVERIFY(distinct<BackupPreview::State>(BackupPreview::State::Cut));
        QVERIFY(distinct<WebAnswer::Outcome>(WebAnswer::Outcome::Unreachable));
        QVERIFY(distinct<CertificateFault>(CertificateFault::Other));
        QVERIFY(distinct<ReplicaThread>(ReplicaThread::Stopped));
        QVERIFY(distinct<DatabaseVersion::Vendor>(DatabaseVersion::Vendor::MariaDb));
        QVERIFY(distinct<RequestItem::Kind>(RequestItem::Kind::DeleteArchive));
        QVERIFY(distinct<RequestItem::State>(RequestItem::State::Withdrawn));
        QVERIFY(distinct<SendingWay>(SendingWay::File));
        QVERIFY(distinct<Agreement::State>(Agreement::State::Agreed));
        QVERIFY(distinct<ServerConnection::Kind>(ServerConnection::Kind::LocalFolder));
        QCOMPARE(nameOf(ArchiveRule::SinceLastRun), QStringLiteral("since-last-run"));
        QCOMPARE(fromName<ArchiveRule>(QStringLiteral("sinceLastRun")), ArchiveRule::SinceLastRun);
        QCOMPARE(fromName<ArchiveRule>(QStringLiteral("Since-Last-Run")), std::nullopt);
    }

private:
    template<typename E> static bool distinct(E last)
    {
        QSet<QString> words;
        for (const Name<E> &name : Names<E>)
            words.insert(QLatin1String(name.word));
        for (int value = 0; value <= int(last); ++value) {
            if (fromName<E>(nameOf(E(value))) != E(value))
                return false;
        }
        return words.size() == qsizetype(Names<E>.size());
    }
};

NIGHTKEEP_TEST(TstDescribed, unit, Core)
#include "tst_described.moc"
