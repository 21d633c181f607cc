// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/findingmodel.h"

#include "models/base/format.h"
#include "models/base/tr.h"

#include <QTimeZone>

#include <array>

namespace Nightkeep {

namespace {

QString acceptedFold()
{
    return QStringLiteral("fold/accepted");
}

QString foldOf(const Finding &finding)
{
    return QStringLiteral("fold/%1/%2").arg(nameOf(finding.severity), finding.kind);
}

bool mayFold(const Finding &finding)
{
    // What is critical stands by itself, but for courses: a lost folder alone makes thousands of them so.
    return (finding.severity != Severity::Critical || finding.page == Page::Courses) && !finding.kind.isEmpty();
}

/// What several of one kind are told by; where that is only good to know, perhaps in other words.
struct FoldSentence
{
    const char *kind;
    const char *sentence;
    const char *ofInfo = nullptr;
};

constexpr auto FoldSentences = std::to_array<FoldSentence>({
    {"folder-partly", QT_TRANSLATE_N_NOOP("Nightkeep", "%n folders are backed up only in part.")},
    {"folder-stale", QT_TRANSLATE_N_NOOP("Nightkeep", "The backup of %n folders is stale.")},
    {"folder-unknown", QT_TRANSLATE_N_NOOP("Nightkeep", "Whether %n folders are backed up is not known.")},
    {"nobody-asked", QT_TRANSLATE_N_NOOP("Nightkeep", "%n folders are backed up that nobody asked for.")},
    {"page-differs", QT_TRANSLATE_N_NOOP("Nightkeep", "Of %n folders the page and the server say different things.")},
    {"failure", QT_TRANSLATE_N_NOOP("Nightkeep", "%n servers could not be asked.")},
    {"clock", QT_TRANSLATE_N_NOOP("Nightkeep", "The clocks of %n servers are ahead or behind.")},
    {"old", QT_TRANSLATE_N_NOOP("Nightkeep", "What is known of %n servers is old.")},
    {"future", QT_TRANSLATE_N_NOOP("Nightkeep", "How old it is what is known of %n servers is not known.")},
    {"policy",
     QT_TRANSLATE_N_NOOP("Nightkeep", "The storage manager does not keep the files of %n servers as agreed.")},
    {"dumps",
     QT_TRANSLATE_N_NOOP("Nightkeep",
                         "The database dumps of %n servers lie in no folder that we want to be backed up.")},
    {"agreement", QT_TRANSLATE_N_NOOP("Nightkeep", "The day to agree on something about %n servers has passed."),
     QT_TRANSLATE_N_NOOP("Nightkeep", "Something about %n servers is still to be agreed.")},
    {"disk", QT_TRANSLATE_N_NOOP("Nightkeep", "%n disks will be full at this rate.")},
    {"web-certificate",
     QT_TRANSLATE_N_NOOP("Nightkeep", "The web certificates of %n servers end soon or are not accepted.")},
    {"web-answer", QT_TRANSLATE_N_NOOP("Nightkeep", "The web addresses of %n servers do not answer."),
     QT_TRANSLATE_N_NOOP("Nightkeep", "Whether the web addresses of %n servers answer is not known.")},
    {"web-status", QT_TRANSLATE_N_NOOP("Nightkeep", "The web addresses of %n servers answer with an error.")},
    {"web-elsewhere", QT_TRANSLATE_N_NOOP("Nightkeep", "The web addresses of %n servers lead to another host.")},
    {"web-plain", QT_TRANSLATE_N_NOOP("Nightkeep", "The web addresses of %n servers are not encrypted.")},
    {"pair-asked", QT_TRANSLATE_N_NOOP("Nightkeep", "The databases of %n servers could not be asked.")},
    {"pair-version",
     QT_TRANSLATE_N_NOOP("Nightkeep",
                         "In %n pairs of databases the slave could not take over safely: their versions differ.")},
    {"pair-replication", QT_TRANSLATE_N_NOOP("Nightkeep", "The replication of %n databases does not keep up.")},
    {"pair-source", QT_TRANSLATE_N_NOOP("Nightkeep", "%n databases follow another server than their partner.")},
    {"pair-privilege", QT_TRANSLATE_N_NOOP("Nightkeep", "Whether %n databases follow another server is not known.")},
    {"pair-none", QT_TRANSLATE_N_NOOP("Nightkeep", "In %n pairs of databases neither follows the other.")},
    {"request-open", QT_TRANSLATE_N_NOOP("Nightkeep", "%n requests to the storage team are not done.")},
    {"archive-past-years",
     QT_TRANSLATE_N_NOOP("Nightkeep", "%n copies of archives are kept for longer than was agreed.")},
    {"setting-differs", QT_TRANSLATE_N_NOOP("Nightkeep", "%n options of Moodle are not as agreed.")},
    {"setting-invalid",
     QT_TRANSLATE_N_NOOP("Nightkeep", "%n options of Moodle hold a text that makes no sense there.")},
    {"setting-all", QT_TRANSLATE_N_NOOP("Nightkeep", "%n Moodle sites never delete an old course backup.")},
    {"setting-shared", QT_TRANSLATE_N_NOOP("Nightkeep", "Courses of %n Moodle sites may delete each other's backups.")},
    {"setting-unread",
     QT_TRANSLATE_N_NOOP("Nightkeep", "The backup settings of %n Moodle sites have never been read.")},
    {"setting-old", QT_TRANSLATE_N_NOOP("Nightkeep", "The backup settings of %n Moodle sites were read long ago.")},
    {"setting-unagreed",
     QT_TRANSLATE_N_NOOP("Nightkeep", "Nothing is agreed about the backup settings of %n Moodle sites.")},
    {"setting-manual", QT_TRANSLATE_N_NOOP("Nightkeep", "Course backups of %n Moodle sites run only by hand.")},
    {"setting-duplicate", QT_TRANSLATE_N_NOOP("Nightkeep", "%n options of Moodle have several rows.")},
    {"setting-forced", QT_TRANSLATE_N_NOOP("Nightkeep", "%n options of Moodle are forced by config.php.")},
    {"setting-cached", QT_TRANSLATE_N_NOOP("Nightkeep", "%n options of Moodle were changed, and are not in force.")},
    {"setting-content", QT_TRANSLATE_N_NOOP("Nightkeep", "Course backups lack something by %n options of Moodle.")},
    {"setting-idle", QT_TRANSLATE_N_NOOP("Nightkeep", "%n options of Moodle are set, and decide nothing.")},
    {"setting-least", QT_TRANSLATE_N_NOOP("Nightkeep", "%n Moodle sites keep only the least of their backups.")},
    {"setting-folder",
     QT_TRANSLATE_N_NOOP("Nightkeep", "Backups of %n Moodle sites are to be put into a folder, and none is set.")},
    {"setting-running",
     QT_TRANSLATE_N_NOOP("Nightkeep", "The mark of a running backup was left over at %n Moodle sites."),
     QT_TRANSLATE_N_NOOP("Nightkeep", "Whether a backup runs at %n Moodle sites is not known.")},
    {"setting-door", QT_TRANSLATE_N_NOOP("Nightkeep", "The backup settings of %n Moodle sites can only be read.")},
    {"setting-unasked", QT_TRANSLATE_N_NOOP("Nightkeep", "What %n Moodle sites really run with could not be asked.")},
    {"setting-dump", QT_TRANSLATE_N_NOOP("Nightkeep", "The courses of %n Moodle sites are backed up during the dump.")},
    {"setting-incremental",
     QT_TRANSLATE_N_NOOP("Nightkeep", "The courses of %n Moodle sites are backed up during the incremental.")},
    {"archive-unfinished", QT_TRANSLATE_N_NOOP("Nightkeep", "%n archives did not finish.")},
    {"archive-unknown", QT_TRANSLATE_N_NOOP("Nightkeep", "What became of %n archives is not known.")},
    {"archive-warnings", QT_TRANSLATE_N_NOOP("Nightkeep", "What the plans of %n archives warned of is still open.")},
    {"archive-gone", QT_TRANSLATE_N_NOOP("Nightkeep", "%n archives are no longer at their place.")},
    {"archive-returned",
     QT_TRANSLATE_N_NOOP("Nightkeep", "%n archives are at their place again and have not been read since.")},
    {"archive-unread", QT_TRANSLATE_N_NOOP("Nightkeep", "%n archives have not been read through for a long time.")},
    {"archive-signer-unknown",
     QT_TRANSLATE_N_NOOP("Nightkeep", "The manifests of %n archives are signed by keys that nobody here allowed.")},
    {"place-working", QT_TRANSLATE_N_NOOP("Nightkeep", "%n hand-overs of archives have been going on for long.")},
    {"place-failed", QT_TRANSLATE_N_NOOP("Nightkeep", "%n hand-overs of archives failed.")},
    {"place-unconfirmed", QT_TRANSLATE_N_NOOP("Nightkeep", "%n hand-overs of archives are not confirmed.")},
    {"place-unknown", QT_TRANSLATE_N_NOOP("Nightkeep", "What became of %n hand-overs of archives is not known.")},
    {"place-expires", QT_TRANSLATE_N_NOOP("Nightkeep", "%n copies of archives expire at their places soon, or have.")},
    {"place-never", QT_TRANSLATE_N_NOOP("Nightkeep", "%n hand-overs that were planned for archives are not known of.")},
    {"course-missing", QT_TRANSLATE_N_NOOP("Nightkeep", "%n courses have no copy that would restore.")},
    {"ok-without-file", QT_TRANSLATE_N_NOOP("Nightkeep", "%n courses have no copy, and Moodle calls that no error.")},
    {"copy-damaged", QT_TRANSLATE_N_NOOP("Nightkeep", "The newest copies of %n courses would not restore.")},
    {"copy-incomplete", QT_TRANSLATE_N_NOOP("Nightkeep", "The newest copies of %n courses lack files.")},
    {"without-contents", QT_TRANSLATE_N_NOOP("Nightkeep", "The copies of %n courses are without users or files.")},
    {"copy-old", QT_TRANSLATE_N_NOOP("Nightkeep", "The last good copies of %n courses are too old.")},
    {"copy-doubtful", QT_TRANSLATE_N_NOOP("Nightkeep", "Whether %n courses have a good copy is not known.")},
    {"never-ran", QT_TRANSLATE_N_NOOP("Nightkeep", "%n courses have never been backed up.")},
    {"newest-damaged",
     QT_TRANSLATE_N_NOOP("Nightkeep", "The newest copies of %n courses are spoilt; earlier ones count.")},
    {"shrunk", QT_TRANSLATE_N_NOOP("Nightkeep", "The backups of %n courses have shrunk.")},
    {"error-twice", QT_TRANSLATE_N_NOOP("Nightkeep", "The last backups of %n courses failed twice running.")},
    {"run-stuck", QT_TRANSLATE_N_NOOP("Nightkeep", "The backups of %n courses began and did not end.")},
    {"queued-forever", QT_TRANSLATE_N_NOOP("Nightkeep", "%n courses wait for a backup that nothing will start.")},
    {"masked-as-ok",
     QT_TRANSLATE_N_NOOP("Nightkeep", "Moodle calls the backups of %n courses OK that did not end well.")},
    {"skipped-though-changed", QT_TRANSLATE_N_NOOP("Nightkeep", "Moodle skips %n courses that need a new copy.")},
    {"short-name-collides",
     QT_TRANSLATE_N_NOOP("Nightkeep", "The backups of %n courses have names that belong to another course too.")},
    {"dates-differ", QT_TRANSLATE_N_NOOP("Nightkeep", "The dates of the copies of %n courses contradict each other.")},
    {"of-the-future", QT_TRANSLATE_N_NOOP("Nightkeep", "The copies of %n courses are dated in the future.")},
    {"promise-broken", QT_TRANSLATE_N_NOOP("Nightkeep", "%n promises are broken.")},
    {"promise-impossible", QT_TRANSLATE_N_NOOP("Nightkeep", "%n promises cannot be kept.")},
    {"promise-undecidable",
     QT_TRANSLATE_N_NOOP("Nightkeep", "Of %n Moodle sites it cannot be decided whether all promises are kept.")},
    {"hold-review", QT_TRANSLATE_N_NOOP("Nightkeep", "%n holds were to be looked at again by now.")},
});

/// A kind that has no sentence is told by its first.
QString foldTitle(const FindingRow &row)
{
    if (row.accepted)
        return Tr::tr("%n accepted", "findings", row.count);
    for (const FoldSentence &each : FoldSentences) {
        if (row.finding.kind == QLatin1String(each.kind))
            return Tr::tr(row.severity == Severity::Info && each.ofInfo ? each.ofInfo : each.sentence, nullptr,
                          row.count);
    }
    return Tr::tr("%1 And %n more of this kind.", "a whole sentence, and how many more", row.count - 1)
        .arg(row.finding.title);
}

QString rowTitle(const FindingRow &row)
{
    if (row.isHeading())
        return Tr::tr("%1 (%2)").arg(severityHeading(row.severity)).arg(row.count);
    return row.isFinding() ? row.finding.title : foldTitle(row);
}

QString rowReason(const FindingRow &row, const QDateTime &now)
{
    QStringList sentences;
    if (row.accepted)
        sentences << acceptanceInWords(*row.accepted);
    sentences << row.finding.reason;
    if (const QString since = sinceInWords(row.finding, now); !since.isEmpty())
        sentences << Tr::tr("It has been so %1.", "since 3 November 2008, at least since 3 November 2008").arg(since);
    return sentences.join(u' ').trimmed();
}

QString rowAct(const FindingRow &row, bool unfolded)
{
    if (row.isHeading())
        return {};
    if (!row.isFinding())
        return unfolded ? Tr::tr("Fold") : Tr::tr("Review");
    return row.accepted ? Tr::tr("Take back") : actWord(row.finding.act);
}

/// What the screen shows by an icon and by the heading above.
QString spokenTitle(const FindingRow &row)
{
    if (row.isHeading() || row.accepted)
        return rowTitle(row);
    return Tr::tr("%1: %2", "a severity, a finding").arg(severityHeading(row.severity), rowTitle(row));
}

} // namespace

State severityState(Severity severity)
{
    switch (severity) {
    case Severity::Critical:
        return State::Bad;
    case Severity::Warning:
        return State::Attention;
    case Severity::Info: // "nothing is known", among others
        return State::Unknown;
    }
    return State::Unknown;
}

QString severityHeading(Severity severity)
{
    switch (severity) {
    case Severity::Critical:
        return Tr::tr("Urgent");
    case Severity::Warning:
        return Tr::tr("Needs attention");
    case Severity::Info:
        return Tr::tr("Good to know");
    }
    return {};
}

QString actWord(FindingAct act)
{
    switch (act) {
    case FindingAct::Show:
        return Tr::tr("Show");
    case FindingAct::Ask:
        return Tr::tr("Ask again");
    case FindingAct::Request:
        return Tr::tr("Request…");
    case FindingAct::Decide:
        return Tr::tr("Decide…");
    case FindingAct::History:
        return Tr::tr("History…");
    case FindingAct::BringInLine:
        return Tr::tr("Bring in line…");
    case FindingAct::StartAgain:
        return Tr::tr("Start again…");
    case FindingAct::AcceptWarnings:
        return Tr::tr("Accept warnings…");
    }
    return {};
}

QString sinceInWords(const Finding &finding, const QDateTime &now)
{
    if (!finding.since.isValid())
        return {};
    const auto dayOf = [&now](const QDateTime &moment) { return moment.toTimeZone(now.timeZone()).date(); };
    const QDate day = dayOf(finding.since);
    if (finding.orEarlier)
        return Tr::tr("at least since %1", "a day").arg(dayAndMonth(day));
    // Backups are made and changed by night: what was otherwise the day before is so since then.
    const bool isByNight = finding.otherwiseAt.isValid() && dayOf(finding.otherwiseAt).addDays(1) == day;
    if (day == now.date())
        return isByNight ? Tr::tr("since last night") : Tr::tr("since today");
    if (day.addDays(1) == now.date())
        return Tr::tr("since yesterday");
    return Tr::tr("since %1", "a day").arg(dayAndMonth(day));
}

QString openFindingsInWords(int count)
{
    return Tr::tr("%n open findings", nullptr, count);
}

void FindingModel::setFindings(const QList<Finding> &findings, const QList<AcceptedNow> &accepted, const QDateTime &now)
{
    m_open = findings;
    m_accepted = accepted;
    const bool isNewDay = m_now.date() != now.date();
    m_now = now;
    arrangeRows();
    if (isNewDay)
        tellChanged(0, 0, {SinceRole, ReasonRole});
}

void FindingModel::toggle(const QString &fold)
{
    if (!m_unfolded.remove(fold))
        m_unfolded.insert(fold);
    arrangeRows();
    tellChanged(0, 0); // the line itself is as it was, and its button is not
}

qsizetype FindingModel::reveal(const QString &id)
{
    if (rowOf(id) >= 0)
        return rowOf(id);
    const qsizetype before = m_unfolded.size();
    for (const Finding &finding : std::as_const(m_open)) {
        if (finding.id == id && mayFold(finding))
            m_unfolded.insert(foldOf(finding));
    }
    for (const AcceptedNow &each : std::as_const(m_accepted)) {
        if (each.finding.id == id)
            m_unfolded.insert(acceptedFold());
    }
    if (m_unfolded.size() > before)
        arrangeRows();
    return rowOf(id);
}

const FindingRow *FindingModel::at(const QModelIndex &index) const
{
    return index.isValid() ? &rows().at(index.row()) : nullptr;
}

void FindingModel::arrangeRows()
{
    QHash<QString, QList<Finding>> folds;
    for (const Finding &finding : std::as_const(m_open)) {
        if (mayFold(finding))
            folds[foldOf(finding)] << finding;
    }
    QList<FindingRow> wanted;
    QSet<QString> shown; // folds
    for (const Severity severity : {Severity::Critical, Severity::Warning, Severity::Info}) {
        const qsizetype heading = wanted.size();
        int count = 0;
        for (const Finding &finding : std::as_const(m_open)) {
            if (finding.severity != severity)
                continue;
            ++count;
            const QString fold = mayFold(finding) ? foldOf(finding) : QString();
            const QList<Finding> alike = folds.value(fold);
            if (alike.size() <= MostOfOneKind) {
                wanted << FindingRow {severity, 0, finding};
                continue;
            }
            if (shown.contains(fold))
                continue;
            shown.insert(fold);
            wanted << FindingRow {severity, int(alike.size()), finding, fold};
            if (m_unfolded.contains(fold)) {
                for (const Finding &each : alike)
                    wanted << FindingRow {severity, 0, each};
            }
        }
        if (count > 0)
            wanted.insert(heading, FindingRow {severity, count});
    }
    if (!m_accepted.isEmpty()) {
        const AcceptedNow &first = m_accepted.constFirst();
        wanted << FindingRow {Severity::Info, int(m_accepted.size()), first.finding, acceptedFold(), first.acceptance};
        if (m_unfolded.contains(acceptedFold())) {
            for (const AcceptedNow &each : std::as_const(m_accepted))
                wanted << FindingRow {each.finding.severity, 0, each.finding, {}, each.acceptance};
        }
    }
    merge(wanted);
}

QString FindingModel::keyOf(const FindingRow &row) const
{
    if (row.isFinding())
        return row.finding.id;
    return row.isHeading() ? nameOf(row.severity) : row.fold;
}

Qt::ItemFlags FindingModel::flags(const QModelIndex &index) const
{
    const bool isHeading = index.isValid() && rows().at(index.row()).isHeading();
    return isHeading ? Qt::ItemFlags(Qt::ItemNeverHasChildren) : MergedTable::flags(index);
}

QVariant FindingModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const FindingRow &row = rows().at(index.row());
    const auto ofFinding = [&row](const QVariant &value) { return row.isFinding() ? value : QVariant(); };
    switch (role) {
    case Qt::DisplayRole:
        return rowTitle(row);
    case Qt::AccessibleTextRole:
        return spokenTitle(row);
    case Qt::AccessibleDescriptionRole:
        return ofFinding(QStringList {rowReason(row, m_now), row.finding.advice}.join(u' ').trimmed());
    case Qt::ToolTipRole:
    case ReasonRole:
        return ofFinding(rowReason(row, m_now));
    case AdviceRole:
        return ofFinding(row.finding.advice);
    case PageRole:
        return ofFinding(int(row.finding.page));
    case ObjectRole:
        return ofFinding(row.finding.object);
    case StateRole:
        return int(severityState(row.severity));
    case KeyRole:
        return keyAt(index.row());
    case IsHeadingRole:
        return row.isHeading();
    case IsFoldRole:
        return !row.fold.isEmpty();
    case IsUnfoldedRole:
        return m_unfolded.contains(row.fold);
    case SinceRole:
        return row.isFinding() ? sinceInWords(row.finding, m_now) : QString();
    case ActRole:
        return rowAct(row, m_unfolded.contains(row.fold));
    default:
        return {};
    }
}

} // namespace Nightkeep
