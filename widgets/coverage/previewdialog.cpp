// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/coverage/previewdialog.h"

#include "models/base/format.h"
#include "models/jobs/jobrunner.h"
#include "models/workspace.h"
#include "widgets/common/datatable.h"
#include "widgets/common/plainlabel.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>

#include <algorithm>

namespace Nightkeep {

PreviewDialog::PreviewDialog(const PageContext &context, const Server &server, QWidget *parent)
    : AskingDialog(context, QStringLiteral("preview"), QStringLiteral("left-out.csv"), tr("Ask now"), parent)
    , m_server(server)
    , m_folders(server.wanted.isEmpty() ? server.current : server.wanted)
    , m_box(new QComboBox(this))
    , m_model(new ColumnTable(ExcludedTable::description(), this))
{
    setWindowTitle(tr("What the storage manager would take on %1").arg(visibleText(server.name)));
    m_box->setObjectName(QStringLiteral("previewFolder"));
    m_box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon); // a long path widens no dialog
    m_box->setMinimumContentsLength(30);
    for (const BytePath &folder : std::as_const(m_folders))
        m_box->addItem(displayPath(folder));
    QLabel *label = plainLabel(this, tr("Folder"));
    label->setBuddy(m_box);
    auto *row = new QHBoxLayout;
    row->addWidget(label);
    row->addWidget(m_box, 1);
    content()->addLayout(row);
    setModel(m_model, tr("What would be left out stands here, with the rule that says so."));
    content()->addWidget(table(), 1);
    begin(150, 26);
    connect(m_box, &QComboBox::currentIndexChanged, this, &PreviewDialog::showChosen);
    showChosen();
    readLast();
}

BytePath PreviewDialog::chosen() const
{
    return m_folders.value(m_box->currentIndex());
}

void PreviewDialog::showChosen()
{
    const BytePath folder = chosen();
    const auto found = std::find_if(m_previews.cbegin(), m_previews.cend(),
                                    [&folder](const BackupPreview &preview) { return preview.folder == folder; });
    if (found == m_previews.cend()) {
        m_model->setRows({});
        setAnswer(State::Unknown, tr("The storage manager has not been asked about this folder yet."),
                  tr("Nothing is backed up by asking. It may take some minutes."));
        return;
    }
    m_model->setRows(found->firstExcluded);
    const bool whole = found->state == BackupPreview::State::Whole;
    const bool takesAll = whole && found->excluded == 0 && found->included > 0;
    setAnswer(takesAll                  ? State::Good
                  : found->included > 0 ? State::Attention
                  : whole               ? State::Bad
                                        : State::Unknown,
              previewSentence(*found), tr("Asked %1.").arg(ageInWords(found->takenAt, now())));
}

void PreviewDialog::readLast()
{
    InspectionService *service = &context().workspace.inspection();
    context().jobs.look<QList<BackupPreview>>(
        tr("Read the last previews"), {}, this,
        [service, name = m_server.name](const CancelToken &, const ProgressSink &) {
            return service->lastPreviews(name);
        },
        [this](const Result<QList<BackupPreview>> &last) {
            if (!last) {
                showFailure(last.error());
                return;
            }
            QList<BackupPreview> previews = *last;
            for (const BackupPreview &newer : std::as_const(m_previews)) // asked while this was read
                previews = withPreview(previews, newer);
            m_previews = previews;
            if (!m_model->rowCount() && m_box->isEnabled())
                showChosen();
        });
}

void PreviewDialog::ask()
{
    m_box->setEnabled(false);
    setAnswer(State::Working, tr("Asking the storage manager's client…"),
              tr("At most four minutes; what is not finished by then says so."));
    InspectionService *service = &context().workspace.inspection();
    setJob(context().jobs.start<Asked<BackupPreview>>(
        tr("Preview the backup of %1").arg(displayPath(chosen())), m_server.name, this,
        [service, server = m_server, folder = chosen()](const CancelToken &cancel, const ProgressSink &) {
            return service->preview(server, folder, Attendance::Attended, cancel);
        },
        [this](const Result<Asked<BackupPreview>> &preview) {
            setJob(0);
            m_box->setEnabled(true);
            if (!preview) {
                showUnanswered(preview.error());
                return;
            }
            m_previews = withPreview(m_previews, preview->answer);
            showChosen();
            if (preview->notKept)
                showNotKept(*preview->notKept);
            emit answered();
        }));
}

} // namespace Nightkeep
