// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/catalogue/duecopiesdialog.h"

#include "models/base/bytepath.h"
#include "models/catalogue/prooftables.h"
#include "models/jobs/jobrunner.h"
#include "models/workspace.h"
#include "widgets/common/datatable.h"
#include "widgets/widgetstr.h"

#include <QVBoxLayout>

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr int DueShare = 12; // once a month, each within a year
constexpr qsizetype MostToldProblems = 6; // each is kept with its archive

TableDescription<VerificationService::Due> dueDescription()
{
    using Row = VerificationService::Due;
    using Column = TableColumn<Row>;
    return {[](const Row &row) -> QString { return row.run + u'/' + row.place; },
            {Column(WidgetsTr::tr("Archive"), [](const Row &row) { return visibleText(row.run); }),
             Column(WidgetsTr::tr("Where"), [](const Row &row) { return visibleText(verifiedPlaceWords(row.place)); }),
             Column(WidgetsTr::tr("Last read"), [](const Row &row, const QDateTime &now) {
                 return row.lastAt.isValid() ? shortMoment(row.lastAt, now) : WidgetsTr::tr("never");
             }).with(&Column::sortValue, [](const Row &row) { return QVariant(row.lastAt); })}};
}

/// Reads one after another, and gives a sentence for each that is not the archive or could not be read.
Result<QStringList> readDueCopies(VerificationService &service, const QList<VerificationService::Due> &copies,
                                  const CancelToken &cancel, const ProgressSink &progress)
{
    QStringList problems;
    for (const VerificationService::Due &copy : copies) {
        const Result<ArchiveVerification> read = service.verify(copy.run, copy.place, cancel, progress);
        if (!read && read.error().kind == ErrorKind::Cancelled)
            return fail(read.error());
        if (read && read->outcome == ArchiveVerification::Outcome::Same)
            continue;
        problems << QStringLiteral("%1, %2: %3")
                        .arg(visibleText(copy.run), visibleText(verifiedPlaceWords(copy.place)),
                             visibleText(read ? read->reason : read.error().message));
    }
    return problems;
}

} // namespace

DueCopiesDialog::DueCopiesDialog(const PageContext &context, std::function<void()> changed, QWidget *parent)
    : AskingDialog(context, QStringLiteral("dueCopies"), QStringLiteral("due-copies.csv"), tr("Read them"), parent)
    , m_changed(std::move(changed))
    , m_model(new ColumnTable(dueDescription(), this))
{
    setWindowTitle(tr("Copies that are due to be read"));
    setModel(m_model, tr("There is no copy that could be read."));
    content()->addWidget(table(), 1);
    setAnswer(State::Unknown, tr("Looking which copies were longest not read…"));
    setAskable(false);
    begin(90, 20);
    load();
}

void DueCopiesDialog::load()
{
    Workspace &workspace = context().workspace;
    context().jobs.look<QList<VerificationService::Due>>(
        tr("See which copies are due to be read"), QStringLiteral("archive due"), this,
        [&workspace](const CancelToken &, const ProgressSink &) -> Result<QList<VerificationService::Due>> {
            const Result<QList<ArchiveRecord>> runs = workspace.archives().runs();
            const Result<CatalogueRecords> records = workspace.catalogue();
            if (!runs || !records)
                return fail(!runs ? runs.error() : records.error());
            return VerificationService::due(*runs, *records, DueShare);
        },
        [this](const Result<QList<VerificationService::Due>> &due) {
            if (due)
                showDue(*due);
            else
                showFailure(due.error());
        });
}

void DueCopiesDialog::showDue(const QList<VerificationService::Due> &due)
{
    m_due = due;
    m_model->setRows(due, now());
    setAskable(!due.isEmpty());
    if (!m_hasRead)
        setAnswer(State::Unknown,
                  tr("A twelfth of all copies, those that were longest not read, and what could not be read last time. "
                     "Read each month, none is older than a year."));
}

void DueCopiesDialog::ask()
{
    VerificationService &service = context().workspace.verification();
    setJob(context().jobs.start<QStringList>(
        tr("Read the copies of archives that are due"), QStringLiteral("archive proofs/due"), this,
        [&service, due = m_due](const CancelToken &cancel, const ProgressSink &progress) {
            return readDueCopies(service, due, cancel, progress);
        },
        [this](const Result<QStringList> &problems) {
            setJob(0);
            showRead(problems);
        }));
}

void DueCopiesDialog::showRead(const Result<QStringList> &problems)
{
    m_hasRead = true;
    if (!problems)
        showUnanswered(problems.error());
    else if (problems->isEmpty())
        setAnswer(State::Good, tr("All of them were read, and each is the archive."));
    else
        setAnswer(State::Bad, tr("Not all of them are the archive, or could be read."),
                  problems->first(std::min(problems->size(), MostToldProblems)).join(u'\n'));
    m_changed(); // what was read before a stop is kept, too
    load();
    emit answered();
}

} // namespace Nightkeep
