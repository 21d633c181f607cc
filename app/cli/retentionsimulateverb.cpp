// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/verbs.h"

#include "models/base/format.h"
#include "models/retention/policyjson.h"
#include "models/retention/retentionplay.h"

namespace Nightkeep {

namespace {

constexpr int SimulatedNights = 60;
constexpr VerbOption PolicyOption {
    "policy", "FILE", QT_TRANSLATE_NOOP("NightkeepApp", "a policy and the moment at which it is asked, as JSON")};

QStringList simulatedPlaces(const RestorePoint &point)
{
    QStringList places;
    for (const auto &[home, word] : {std::pair {CopyHome::Server, "server"}, std::pair {CopyHome::Storage, "storage"},
                                     std::pair {CopyHome::Archive, "archive"}}) {
        if (point.homes.testFlag(home))
            places += QLatin1String(word);
    }
    return places;
}

/// A kind of copies, played or not.
struct Simulated
{
    bool isPlayed = false;
    QList<RestorePoint> points = {};

    [[nodiscard]] QJsonObject json() const
    {
        QJsonObject nights;
        for (const RestorePoint &point : points)
            nights.insert(point.night.toString(Qt::ISODate), QJsonArray::fromStringList(simulatedPlaces(point)));
        return nights;
    }
    /// Null where it was not played: that nothing can be restored would be another thing.
    [[nodiscard]] QJsonValue nights(WallMinute now) const
    {
        return isPlayed ? QJsonValue(nightsRestorable(points, now, SimulatedNights)) : QJsonValue();
    }
    void addTo(TextTable &table, const QString &kind) const
    {
        const auto until = [](const std::optional<WallMinute> &at) {
            return at ? dayOf(*at).toString(Qt::ISODate) : AppTr::tr("no end");
        };
        for (const RestorePoint &point : points) {
            QStringList ends;
            if (point.homes.testFlag(CopyHome::Server))
                ends += until(point.onServerUntil);
            if (point.homes.testFlag(CopyHome::Storage))
                ends += until(point.inStorageUntil);
            if (point.homes.testFlag(CopyHome::Archive))
                ends += until(point.inArchiveUntil);
            table.add({kind, point.night.toString(Qt::ISODate), simulatedPlaces(point).join(u'\n'), ends.join(u'\n')});
        }
    }
    [[nodiscard]] QString sentence(const QString &played, const QString &notPlayed, WallMinute now) const
    {
        return isPlayed ? played.arg(nightsRestorable(points, now, SimulatedNights)).arg(SimulatedNights) + u'\n'
                        : notPlayed + u'\n';
    }
};

VerbResult simulateRetention(CliContext &context)
{
    const QString file = context.value("policy");
    if (file.isEmpty())
        return fail(ErrorKind::BadInput, AppTr::tr("No policy was given to be played."),
                    AppTr::tr("Name its file with --policy FILE."));
    const Result<QByteArray> text = context.world().readFile(file);
    if (!text)
        return fail(text.error());
    const Result<PolicyQuestion> question = parsePolicyQuestion(*text);
    if (!question)
        return fail(question.error());
    const RetentionPolicy &policy = question->policy;
    const WallMinute now = question->now;
    Simulated courses;
    if (policy.course)
        courses = {true, playCourse(*policy.course, policy.storage, now)};
    Simulated dumps;
    if (policy.dumps)
        dumps = {true, playDumps(*policy.dumps, policy.dumpStorage, now)};

    QJsonObject json {{QStringLiteral("courses"), courses.json()},
                      {QStringLiteral("dumps"), dumps.json()},
                      {QStringLiteral("courseNights60"), courses.nights(now)},
                      {QStringLiteral("dumpNights60"), dumps.nights(now)}};
    TextTable table({AppTr::tr("COPIES"), AppTr::tr("NIGHT"), AppTr::tr("WHERE"), AppTr::tr("UNTIL")});
    courses.addTo(table, AppTr::tr("a course"));
    dumps.addTo(table, AppTr::tr("dumps"));
    if (policy.archives) {
        const Simulated archives {true, playArchives(*policy.archives, now)};
        json.insert(QStringLiteral("archives"), archives.json());
        archives.addTo(table, AppTr::tr("archives"));
    }
    return CliAnswer {
        QJsonDocument(json),
        table.text()
            + courses.sentence(AppTr::tr("Of a course, %1 of the %2 nights before can be restored."),
                               AppTr::tr("The policy does not say how courses are backed up."), now)
            + dumps.sentence(AppTr::tr("Of the database, %1 of the %2 nights before can be restored from dumps."),
                             AppTr::tr("The policy does not say when dumps are made."), now)};
}

} // namespace

const QList<Verb> Verbs::retentionSimulate {
    {"retention simulate",
     "--policy FILE",
     simulateRetention,
     {PolicyOption},
     QT_TRANSLATE_NOOP("NightkeepApp",
                       "how long copies are kept: play a policy, see which nights can be restored, what is promised")},
};

} // namespace Nightkeep
