// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/moodle/moodledoor.h"

#include "app/apptr.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace Nightkeep {

namespace {

using Kind = ConfigOutcome::Kind;

// The whole is longer than the program needs where each run of PHP hangs.
constexpr std::chrono::seconds doorReadLimit {240};
constexpr std::chrono::seconds doorWriteLimit {600};
constexpr qint64 doorOutput = 16LL * 1024 * 1024;
// Each waits for the lock itself: while another program has it, that may still be the one that was lost.
constexpr int doorLooks = 4;
constexpr qsizetype longestDoorValue = 8000; ///< an argument of a program

QByteArray hexText(const QString &text)
{
    return text.toUtf8().toHex();
}

QByteArray hexValue(const std::optional<QString> &value)
{
    return value ? '=' + hexText(*value) : QByteArray("-");
}

QString fromHexText(const QByteArray &digits)
{
    return QString::fromUtf8(QByteArray::fromHex(digits));
}

/// What "=" and digits, or "-", stand for.
std::optional<QString> fromHexValue(const QByteArray &field)
{
    return field.startsWith('=') ? std::optional(fromHexText(field.mid(1))) : std::nullopt;
}

/// As a shell takes it for one word.
QString shellWord(const QString &text)
{
    static const QRegularExpression plain(QStringLiteral("\\A[A-Za-z0-9_./=:,@+-]+\\z"));
    if (plain.match(text).hasMatch())
        return text;
    return u'\'' + QString(text).replace(u'\'', QStringLiteral("'\\''")) + u'\'';
}

bool isDoorEnd(ErrorKind kind)
{
    return kind == ErrorKind::Unreachable || kind == ErrorKind::TimedOut || kind == ErrorKind::Incomplete
        || kind == ErrorKind::Damaged || kind == ErrorKind::Failed || kind == ErrorKind::Cancelled;
}

Error unwritten(Error error)
{
    error.message = AppTr::tr("%1 Nothing was written.").arg(error.message);
    return error;
}

/// What PHP said when it was to set an option, behind "status N: ".
Error doorFailure(const ConfigOutcome &outcome, const QString &words)
{
    const QString name = visibleText(outcome.change.name);
    if (outcome.kind == Kind::Unknown)
        return {ErrorKind::Failed,
                AppTr::tr("After it was to set %1, Moodle's program did not say what it serves.").arg(name),
                AppTr::tr("See whether Moodle's pages answer, and read the options again."), visibleLines(words)};
    if (words.startsWith(QLatin1String("status 0:")))
        return {ErrorKind::Failed,
                AppTr::tr("Moodle took the new value for %1 and still serves the old one: its cache has not seen that "
                          "somebody changed the database behind its back.")
                    .arg(name),
                AppTr::tr("Purge Moodle's caches (Site administration > Development > Purge caches), and read the "
                          "options again."),
                visibleLines(words)};
    if (words.startsWith(QLatin1String("status 124:")))
        return {ErrorKind::TimedOut, AppTr::tr("Moodle's program did not end in time when it was to set %1.").arg(name),
                AppTr::tr("See whether Moodle's pages answer, and read the options again."), visibleLines(words)};
    return {ErrorKind::Failed, AppTr::tr("Moodle's program failed when it was to set %1.").arg(name),
            AppTr::tr("The details have what it said. Read the options again before the next try."),
            visibleLines(words)};
}

} // namespace

QString moodlesOwnPage()
{
    return AppTr::tr("Until then change the options on Moodle's own page: Site administration > Courses > Backups > "
                     "Automated backup setup.");
}

MoodleDoor::MoodleDoor(Site site, Opener open, std::chrono::seconds runLimit)
    : m_site(std::move(site))
    , m_open(std::move(open))
    , m_runLimit(runLimit)
    , m_user(m_site.webUser)
    , m_php(m_site.phpProgram.isEmpty() ? BytePath("php") : m_site.phpProgram)
    , m_program(m_site.codeFolder + "/admin/cli/cfg.php")
{
}

Result<void> MoodleDoor::check(const QList<ConfigChange> &changes) const
{
    static const QRegularExpression form(QStringLiteral("\\A[a-z][a-z0-9_]{0,99}\\z"));
    QSet<QString> names;
    for (const ConfigChange &change : changes) {
        if (!form.match(change.name).hasMatch() || names.contains(change.name))
            return fail(ErrorKind::BadInput,
                        AppTr::tr("The option \"%1\" is named twice, or is none.").arg(visibleText(change.name)));
        names.insert(change.name);
        if (change.wanted.size() > longestDoorValue || change.wanted.contains(QChar(u'\0')))
            return fail(ErrorKind::BadInput,
                        AppTr::tr("The value for %1 cannot be given to Moodle's program.").arg(change.name),
                        AppTr::tr("Choose a shorter one, of plain characters."));
    }
    return {};
}

QByteArray MoodleDoor::input(const QByteArray &act, const QList<ConfigChange> &changes) const
{
    QByteArrayList fields {m_site.codeFolder, m_site.webUser.toUtf8(), m_site.phpProgram,
                           QByteArray::number(qint64(m_runLimit.count())), act};
    for (const ConfigChange &change : changes)
        fields << hexText(change.name) << hexValue(change.seen) << hexText(change.wanted);
    return inputFields(fields);
}

Error MoodleDoor::refusal(const FrameRecord &record) const
{
    const QByteArray code = record.fields.value(0);
    const QByteArray first = record.fields.value(1);
    const QString path = displayPath(first);
    const QString server = visibleText(m_site.dataServer);
    const QString site = visibleText(m_site.name);
    const auto error = [](ErrorKind kind, const QString &message, const QString &advice, const QString &detail = {}) {
        return Error {kind, message, advice + u' ' + moodlesOwnPage(), detail};
    };
    if (code == "no-code")
        return error(ErrorKind::NotFound,
                     AppTr::tr("The code folder %1 of %2 is not on %3, or the account may not enter it.")
                         .arg(path, site, server),
                     AppTr::tr("Correct it in the site's details."));
    if (code == "no-cfg")
        return error(ErrorKind::MissingTool,
                     AppTr::tr("%1 is not on %2. Moodle has it since its version 3.4.").arg(path, server),
                     AppTr::tr("Correct the code folder in the site's details, if it is another."));
    if (code == "no-php")
        return error(ErrorKind::MissingTool, AppTr::tr("There is no program for PHP on %1.").arg(server),
                     AppTr::tr("Give its path in the site's details, as /usr/bin/php8.2."), path);
    if (code == "php-not-ours")
        return error(ErrorKind::PermissionDenied,
                     AppTr::tr("On %1 others than root may change the program for PHP: it is not run.").arg(server),
                     AppTr::tr("Give the path of the server's own PHP in the site's details, as /usr/bin/php8.2."),
                     path);
    if (code == "no-user")
        return error(ErrorKind::PermissionDenied, AppTr::tr("%1 has no account \"%2\".").arg(server, path),
                     AppTr::tr("Correct the web server's user in the site's details."));
    if (code == "root-runs-nothing")
        return error(ErrorKind::PermissionDenied,
                     AppTr::tr("On %1 Moodle's programs would run as root, which they never do.").arg(server),
                     AppTr::tr("Fill in the web server's user in the site's details, as www-data."));
    if (code == "not-that-user")
        return error(ErrorKind::PermissionDenied,
                     AppTr::tr("On %1 the account %2 may not run PHP as %3.")
                         .arg(server, displayPath(record.fields.value(2)), path),
                     AppTr::tr("Ask for a line in sudoers: %1 ALL=(%2) NOPASSWD: and the path of PHP.")
                         .arg(displayPath(record.fields.value(2)), path));
    if (code == "not-readable")
        return error(ErrorKind::PermissionDenied, AppTr::tr("%1 on %2 cannot be read.").arg(path, server),
                     AppTr::tr("Ask the administrator of %1 to let the account read it.").arg(server));
    if (code == "locked")
        return {ErrorKind::Busy, AppTr::tr("Another Nightkeep is just at the options of %1.").arg(site),
                AppTr::tr("Try again in a minute.")};
    if (code == "unsure")
        return error(ErrorKind::Failed,
                     AppTr::tr("Nobody could tell what config.php of %1 forces, so nothing was written.").arg(site),
                     AppTr::tr("Let the account run PHP as the web server's user with any arguments."), path);
    const QString words = visibleLines(QString::fromUtf8(record.fields.value(2)));
    if (first == "124")
        return error(ErrorKind::TimedOut,
                     AppTr::tr("The program of %1 on %2 did not answer in time.").arg(site, server),
                     AppTr::tr("See whether Moodle's pages answer, and try again."), words);
    return error(ErrorKind::Failed, AppTr::tr("The program of %1 on %2 does not say its options.").arg(site, server),
                 AppTr::tr("The details have what it said instead."), words);
}

Result<std::unique_ptr<RemoteHost>> MoodleDoor::openHost() const
{
    if (m_site.codeFolder.isEmpty())
        return fail(ErrorKind::MissingTool,
                    AppTr::tr("The code folder of %1 is not filled in.").arg(visibleText(m_site.name)),
                    AppTr::tr("Fill it in in the site's details.") + u' ' + moodlesOwnPage());
    return m_open();
}

void MoodleDoor::remember(const FrameRecord &door)
{
    m_user = QString::fromUtf8(door.fields.value(0));
    m_php = door.fields.value(1);
    m_program = door.fields.value(2);
}

Result<MoodleDoor::Reading> MoodleDoor::read(const CancelToken &cancel)
{
    const Result<std::unique_ptr<RemoteHost>> host = openHost();
    if (!host)
        return fail(host.error());
    const Result<QList<FrameRecord>> records = askProgram(**host, RemoteProgram::MoodleSettings, input("read", {}),
                                                          m_site.dataServer, cancel, {doorReadLimit, doorOutput});
    if (!records)
        return fail(records.error());
    Reading reading;
    bool isDoor = false;
    for (const FrameRecord &record : *records) {
        if (record.type == "refused")
            return fail(refusal(record));
        isDoor = isDoor || record.type == "door";
        if (record.type == "door")
            remember(record);
        else if (record.type == "value")
            reading.served.insert(fromHexText(record.fields.value(0)), fromHexText(record.fields.value(1)));
        else if (record.type == "forced")
            reading.forced += fromHexText(record.fields.value(0));
        else if (record.type == "zone")
            reading.zone = fromHexText(record.fields.value(0));
        else if (record.type == "unsure")
            reading.unsure = refusal({"refused", {"unsure", record.fields.value(0)}});
    }
    if (!isDoor) // then that nothing is served would be said of nothing
        return fail(ErrorKind::Damaged,
                    AppTr::tr("%1 did not say what Moodle serves.").arg(visibleText(m_site.dataServer)));
    reading.forced.sort();
    return reading;
}

Result<QList<ConfigOutcome>> MoodleDoor::compareAndSet(const QList<ConfigChange> &changes, const CancelToken &cancel)
{
    if (const Result<void> checked = check(changes); !checked)
        return fail(checked.error());
    if (cancel.isCancelled())
        return fail(ErrorKind::Cancelled, AppTr::tr("Stopped."));
    const Result<std::unique_ptr<RemoteHost>> host = openHost();
    if (!host)
        return fail(unwritten(host.error()));
    const Result<QList<FrameRecord>> records =
        askProgram(**host, RemoteProgram::MoodleSettings, input("set", changes), m_site.dataServer, CancelToken(),
                   {doorWriteLimit, doorOutput});
    if (!records && !isDoorEnd(records.error().kind))
        return fail(unwritten(records.error()));
    if (!records)
        return lookBack(changes, records.error());
    for (const FrameRecord &record : *records) {
        if (record.type == "refused")
            return fail(refusal(record));
        if (record.type == "door")
            remember(record);
    }
    const Result<QList<ConfigOutcome>> outcomes = outcomesOf(*records, changes);
    if (!outcomes)
        return lookBack(changes, outcomes.error());
    const auto failed = std::find_if(outcomes->cbegin(), outcomes->cend(),
                                     [](const ConfigOutcome &outcome) { return outcome.error.has_value(); });
    const bool isUntouched = std::all_of(outcomes->cbegin(), outcomes->cend(), [](const ConfigOutcome &outcome) {
        return outcome.kind == Kind::NotTried || outcome.kind == Kind::Same;
    });
    if (failed != outcomes->cend() && isUntouched)
        return fail(unwritten(*failed->error));
    return outcomes;
}

Result<QList<ConfigOutcome>> MoodleDoor::outcomesOf(const QList<FrameRecord> &records,
                                                    const QList<ConfigChange> &changes) const
{
    static const QHash<QByteArray, Kind> kinds {
        {"written", Kind::Written},   {"same", Kind::Same},       {"conflict", Kind::Conflict},
        {"notTried", Kind::NotTried}, {"failed", Kind::NotTried}, {"takenBack", Kind::TakenBack},
        {"forced", Kind::Forced},     {"unknown", Kind::Unknown},
    };
    const Error damaged {ErrorKind::Damaged,
                         AppTr::tr("What %1 said of the changes makes no sense.").arg(visibleText(m_site.dataServer))};
    QList<ConfigOutcome> outcomes;
    for (const FrameRecord &record : records) {
        if (record.type != "outcome")
            continue;
        const auto kind = kinds.constFind(record.fields.value(1));
        if (outcomes.size() == changes.size() || record.fields.size() != 4 || kind == kinds.cend()
            || record.fields.at(0) != hexText(changes.at(outcomes.size()).name))
            return fail(damaged);
        ConfigOutcome outcome {changes.at(outcomes.size()), *kind, std::nullopt, std::nullopt};
        outcome.found = fromHexValue(record.fields.at(2));
        if (const QString words = QString::fromUtf8(record.fields.at(3));
            !words.isEmpty() && outcome.kind != Kind::Conflict)
            outcome.error = doorFailure(outcome, words);
        outcomes += outcome;
    }
    return outcomes.size() == changes.size() ? Result<QList<ConfigOutcome>>(outcomes) : fail(damaged);
}

// The program goes on to its end though nobody listens, and PHP holds its lock: who can read has waited for both.
Result<QList<ConfigOutcome>> MoodleDoor::lookBack(const QList<ConfigChange> &changes, const Error &lost)
{
    Result<Reading> reading = fail(lost);
    for (int look = 0; look < doorLooks && !reading; ++look) {
        if (look > 1 && reading.error().kind != ErrorKind::Busy)
            break;
        reading = read(CancelToken());
    }
    QList<ConfigOutcome> outcomes;
    bool isUntouched = reading.has_value();
    for (const ConfigChange &change : changes) {
        ConfigOutcome outcome {change, Kind::Unknown, std::nullopt, lost};
        if (reading) {
            const auto served = reading->served.constFind(change.name);
            if (served != reading->served.cend())
                outcome.found = *served;
            if (outcome.found == change.wanted) {
                outcome.kind = change.seen == change.wanted ? Kind::Same : Kind::Written;
                outcome.error.reset();
            } else if (outcome.found == change.seen) {
                outcome.kind = Kind::NotTried;
            }
            isUntouched = isUntouched && (outcome.kind == Kind::NotTried || outcome.kind == Kind::Same);
        }
        outcomes += outcome;
    }
    if (isUntouched)
        return fail(unwritten(lost));
    return outcomes;
}

QStringList MoodleDoor::commandsFor(const QList<ConfigChange> &changes) const
{
    QStringList before;
    if (!m_user.isEmpty())
        before << QStringLiteral("sudo") << QStringLiteral("-u") << shellWord(m_user) << QStringLiteral("--");
    before << shellWord(displayPath(m_php)) << shellWord(displayPath(m_program))
           << QStringLiteral("--component=backup");
    QStringList commands;
    for (const ConfigChange &change : changes)
        commands += (before
                     + QStringList {shellWord(QStringLiteral("--name=") + change.name),
                                    shellWord(QStringLiteral("--set=") + change.wanted)})
                        .join(u' ');
    return commands;
}

} // namespace Nightkeep
