// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/catalogue/cataloguesearchdialog.h"

#include "models/jobs/jobrunner.h"
#include "models/workspace.h"
#include "widgets/catalogue/findcopydialog.h"
#include "widgets/common/datatable.h"
#include "widgets/common/openmodal.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr qsizetype MostShownHits = 20'000; // nobody reads more, and the window is to go on

} // namespace

CatalogueSearchDialog::CatalogueSearchDialog(const PageContext &context, QWidget *parent)
    : TableDialog(context, QStringLiteral("catalogueSearch"), QStringLiteral("archived.csv"), parent)
    , m_model(new ColumnTable(CatalogueHitsTable::description(), this))
    , m_text(new QLineEdit(this))
    , m_search(new QPushButton(tr("Search"), this))
    , m_find(addButton(QStringLiteral("catalogueSearchFind"), tr("Find all its copies…")))
{
    setWindowTitle(tr("Search all archives"));
    m_text->setObjectName(QStringLiteral("catalogueSearchTextFilter"));
    m_text->setAccessibleName(tr("A part of a course's name, or of a file's"));
    m_text->setPlaceholderText(tr("Part of a name"));
    m_search->setObjectName(QStringLiteral("catalogueSearchGo"));
    m_search->setDefault(true);
    auto *row = new QHBoxLayout;
    row->addWidget(m_text, 1);
    row->addWidget(m_search);
    content()->addLayout(row);
    setModel(m_model, tr("What archives hold stands here."));
    content()->addWidget(table(), 1);
    const auto update = [this] { m_search->setEnabled(!m_text->text().trimmed().isEmpty()); };
    connect(m_text, &QLineEdit::textChanged, this, update);
    connect(m_search, &QPushButton::clicked, this, &CatalogueSearchDialog::search);
    connect(m_find, &QPushButton::clicked, this, &CatalogueSearchDialog::findChosen);
    connect(table(), &DataTable::keyActivated, this, &CatalogueSearchDialog::findChosen);
    connect(table(), &DataTable::currentKeyChanged, this,
            [this](const QString &key) { m_find->setEnabled(m_model->find(key)); });
    update();
    m_find->setEnabled(false);
    setAnswer(State::Unknown, tr("Type a part of a course's short name, as it was then, or of a file's name."));
    m_text->setFocus();
    begin(130, 34);
}

void CatalogueSearchDialog::search()
{
    const quint64 searching = ++m_searching;
    const QString text = m_text->text().trimmed();
    m_model->setRows({}); // they are no answer to this text
    m_find->setEnabled(false);
    setAnswer(State::Working, tr("Searching…"));
    context().jobs.look<Found>(
        tr("Search the archives"), {}, this,
        [workspace = &context().workspace, text](const CancelToken &, const ProgressSink &) -> Result<Found> {
            CatalogueQuery query;
            query.text = text;
            const Result<QList<CatalogueHit>> hits = workspace->finder().search(query);
            if (!hits)
                return fail(hits.error());
            const Result<QList<ArchiveRecord>> runs = workspace->archives().runs();
            if (!runs)
                return fail(runs.error());
            Found found {hits->first(std::min(hits->size(), MostShownHits)),
                         hits->size(),
                         workspace->finder().withoutManifest().size(),
                         {}};
            for (const ArchiveRecord &record : *runs)
                found.sites.insert(record.run.id, record.run.request.site);
            return found;
        },
        [this, searching, text](const Result<Found> &found) {
            if (searching != m_searching)
                return;
            if (found)
                showFound(*found, text);
            else
                showFailure(found.error());
        });
}

void CatalogueSearchDialog::showFound(const Found &found, const QString &text)
{
    m_sites = found.sites;
    m_model->setRows(found.hits, now());
    const QString sentence = found.hits.isEmpty()
        ? tr("No archive whose contents are known here holds \"%1\".").arg(visibleText(text))
        : tr("%n copies in archives have \"%1\" in their names.", nullptr, int(found.all)).arg(visibleText(text));
    QStringList details;
    if (found.all > found.hits.size())
        details << tr("Only %1 of them are shown: type more of the name.").arg(QLocale().toString(found.hits.size()));
    if (found.unknown > 0)
        details << tr("What %n archives hold has not come to this workspace.", nullptr, int(found.unknown));
    setAnswer(found.unknown > 0          ? State::Unknown
                  : found.hits.isEmpty() ? State::Attention
                                         : State::Good,
              sentence, details.join(u'\n'));
    table()->selectFirst();
}

void CatalogueSearchDialog::findChosen()
{
    const CatalogueHit *hit = m_model->find(table()->currentKey());
    if (!hit)
        return;
    const QString course = hit->file.course ? QString::number(*hit->file.course) : hit->file.shortName;
    openModal(new FindCopyDialog(context(), m_sites.value(hit->run), course, this));
}

} // namespace Nightkeep
