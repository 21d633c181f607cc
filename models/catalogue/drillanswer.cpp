// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalogue/drillanswer.h"

#include "models/archives/archiverefusal.h"
#include "models/base/framefields.h"
#include "models/base/tr.h"

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr qsizetype mostDrillModules = 1000;
constexpr qint64 mostDrillCount = 1'000'000'000;

/// Of a count that may be missing, -1; false for none that there can be.
bool takeCount(const QByteArray &field, qint64 &count)
{
    bool isNumber = false;
    count = field.isEmpty() ? -1 : field.toLongLong(&isNumber);
    return field.isEmpty() || (isNumber && count >= 0 && count <= mostDrillCount);
}

bool takeModule(const FrameRecord &record, QMap<QString, qint64> &modules)
{
    FrameFields fields(record, 2);
    const QString name = QString::fromUtf8(QByteArray::fromHex(fields.bytes()));
    qint64 count = -1;
    if (!fields.sound() || name.isEmpty() || modules.contains(name) || modules.size() == mostDrillModules
        || !takeCount(fields.bytes(), count) || count < 0)
        return false;
    modules.insert(name, count);
    return true;
}

bool takeDrillRecord(const FrameRecord &record, DrillAnswer &answer, int &parts)
{
    if (record.type == "says" || record.type == "came")
        return takeModule(record, record.type == "says" ? answer.said : answer.came);
    const QByteArrayList &fields = record.fields;
    if (record.type == "others") {
        parts |= 1;
        answer.saysUsers = fields.value(2) == "yes";
        return fields.size() == 4 && takeCount(fields.at(0), answer.sectionsSaid)
            && takeCount(fields.at(1), answer.sectionsCame) && takeCount(fields.at(3), answer.usersCame);
    }
    if (record.type == "restored") {
        parts |= 2;
        answer.words = QString::fromUtf8(fields.value(2));
        return fields.size() == 3 && takeCount(fields.at(0), answer.status) && answer.status >= 0
            && takeCount(fields.at(1), answer.seconds);
    }
    if (record.type == "category") {
        parts |= 4;
        answer.isRemoved = fields.value(0) == "removed";
        answer.leftWords = QString::fromUtf8(fields.value(2));
        return answer.isRemoved || fields.value(0) == "left";
    }
    return true;
}

QString countOfModule(qint64 number, const QString &module)
{
    return Tr::tr("%1 × %2", "a number, and a kind of activity").arg(number).arg(visibleText(module));
}

QString whatCame(const DrillAnswer &answer)
{
    QStringList parts;
    for (auto it = answer.came.cbegin(); it != answer.came.cend(); ++it)
        parts += countOfModule(it.value(), it.key());
    if (answer.sectionsCame > 0)
        parts += Tr::tr("%n sections", nullptr, int(answer.sectionsCame));
    if (answer.usersCame > 0)
        parts += Tr::tr("%n enrolled users", nullptr, int(answer.usersCame));
    return parts.join(QStringLiteral(", "));
}

QStringList whatIsMissing(const DrillAnswer &answer)
{
    QStringList parts;
    for (auto it = answer.said.cbegin(); it != answer.said.cend(); ++it) {
        if (const qint64 lost = it.value() - answer.came.value(it.key()); lost > 0)
            parts += countOfModule(lost, it.key());
    }
    if (answer.sectionsSaid > answer.sectionsCame)
        parts += Tr::tr("%n sections", nullptr, int(answer.sectionsSaid - std::max(qint64(0), answer.sectionsCame)));
    if (answer.saysUsers && answer.usersCame <= 0)
        parts += Tr::tr("the users, whom the copy has", "what a restored course lacks");
    return parts;
}

} // namespace

Result<DrillAnswer> parseDrillAnswer(const QList<FrameRecord> &records)
{
    constexpr int allParts = 7;
    DrillAnswer answer;
    int parts = 0;
    for (const FrameRecord &record : records) {
        if (!takeDrillRecord(record, answer, parts))
            return damagedRecord(record);
    }
    if (parts != allParts)
        return fail(ErrorKind::Damaged, Tr::tr("The server did not say what became of the drill."),
                    Tr::tr("Look on Moodle's own pages, and run the drill again."));
    return answer;
}

void judgeDrill(RestoreDrill &drill, const DrillAnswer &answer, const QString &category)
{
    drill.seconds = answer.seconds;
    drill.cameBack = whatCame(answer);
    QStringList missing;
    if (answer.status != 0) {
        drill.outcome = RestoreDrill::Outcome::Failed;
        missing += answer.status == 124 ? Tr::tr("Moodle's program did not end in time.")
                                        : Tr::tr("Moodle's program failed (status %1): %2")
                                              .arg(answer.status)
                                              .arg(visibleLines(answer.words.trimmed()));
    } else {
        QStringList lost = whatIsMissing(answer);
        if (answer.sectionsSaid < 0 || answer.sectionsCame < 0 || answer.usersCame < 0)
            lost = QStringList {Tr::tr("what came back could not be counted", "of a restored course")};
        drill.outcome = lost.isEmpty() ? RestoreDrill::Outcome::Proven : RestoreDrill::Outcome::Partly;
        missing += lost.join(QStringLiteral(", "));
    }
    missing.removeAll(QString());
    if (!answer.isRemoved)
        missing += Tr::tr("The category %1 could not be removed; the next drill there tries again.").arg(category);
    drill.missing = missing.join(u'\n');
}

Error drillRefusal(const FrameRecord &record, const Site &target)
{
    const QString site = visibleText(target.name);
    const QString server = visibleText(target.dataServer);
    const QByteArray code = record.fields.value(0);
    const QString what = displayPath(record.fields.value(1));
    const auto error = [](ErrorKind kind, const QString &message, const QString &advice, const QString &detail = {}) {
        return Error {kind, message + u' ' + Tr::tr("Nothing was restored."), advice, detail};
    };
    const QString details = Tr::tr("Correct it in the details of the site %1.").arg(site);
    if (code == "no-code")
        return error(ErrorKind::NotFound, Tr::tr("The code folder %1 is not on %2.").arg(what, server), details);
    if (code == "no-restore")
        return error(ErrorKind::MissingTool,
                     Tr::tr("The Moodle of %1 has no program that restores from the command line: %2 is not there.")
                         .arg(site, what),
                     Tr::tr("Restore the copy on Moodle's pages, and record the drill by hand."));
    if (code == "no-php" || code == "php-not-ours")
        return error(ErrorKind::MissingTool, Tr::tr("There is no PHP on %1 that could be run.").arg(server), details,
                     what);
    if (code == "no-user" || code == "root-runs-nothing" || code == "not-that-user")
        return error(ErrorKind::PermissionDenied,
                     Tr::tr("On %1 the account may not run PHP as the web server's user.").arg(server),
                     Tr::tr("Fill in that user in the site's details, and ask for the line in sudoers that writing its "
                            "options needs too."),
                     what);
    if (code == "not-readable")
        return error(ErrorKind::PermissionDenied, Tr::tr("%1 on %2 cannot be read.").arg(what, server), details);
    if (code == "locked")
        return error(ErrorKind::Busy, Tr::tr("Another restore drill is at work on %1.").arg(site),
                     Tr::tr("Try again when it is done."));
    if (code == "no-copy")
        return error(ErrorKind::NotFound,
                     Tr::tr("%1 on %2 is not there, or %3 may not read it.")
                         .arg(what, server, displayPath(record.fields.value(2))),
                     Tr::tr("Put the copy there, in a folder and with a mode that the web server's user may read."));
    if (code == "not-that-copy")
        return error(ErrorKind::Damaged, Tr::tr("What the archive gave of %1 is not what was archived.").arg(what),
                     Tr::tr("Verify the archive."));
    if (code == "live")
        return error(ErrorKind::BadInput, Tr::tr("%1 was made by this very Moodle.").arg(what),
                     Tr::tr("Choose another site: a drill never runs on the one whose copy it is."));
    if (code == "no-course")
        return error(ErrorKind::BadInput, Tr::tr("%1 is no copy of a whole course.").arg(what),
                     Tr::tr("Choose another copy."));
    if (code == "not-taken" || code == "no-category")
        return error(ErrorKind::Failed, Tr::tr("The Moodle of %1 did not take it.").arg(site),
                     Tr::tr("The details have what it said."), visibleLines(QString::fromUtf8(record.fields.last())));
    return refusalOf(record, server);
}

} // namespace Nightkeep
