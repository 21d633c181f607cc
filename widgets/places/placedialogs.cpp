// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/places/placedialogs.h"

#include "models/jobs/jobrunner.h"
#include "models/workspace.h"
#include "widgets/common/datatable.h"
#include "widgets/common/openmodal.h"
#include "widgets/common/plainlabel.h"
#include "widgets/common/viewstate.h"
#include "widgets/common/writing.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr QLatin1String PlacesLane("archive places"); // one after another, as they are seen

} // namespace

PlaceDialog::PlaceDialog(const ArchivePlace &before, QSettings &settings, QWidget *parent)
    : InputDialog(parent)
    , m_before(before)
    , m_name(new QLineEdit(before.name, this))
    , m_kind(new QComboBox(this))
    , m_class(new QLineEdit(before.managementClass, this))
    , m_host(new QLineEdit(before.host, this))
    , m_folder(new QLineEdit(displayPath(before.folder), this))
    , m_years(new QSpinBox(this))
    , m_note(new QLineEdit(before.note, this))
    , m_form(new QFormLayout)
    , m_problem(plainLabel(this))
{
    setObjectName(QStringLiteral("placeDialog"));
    setWindowTitle(before.name.isEmpty() ? tr("Add a place for archives") : tr("A place for archives"));
    buildFields();
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Ok)->setObjectName(QStringLiteral("placeOk"));
    buttons->button(QDialogButtonBox::Cancel)->setObjectName(QStringLiteral("placeCancel"));
    connect(buttons, &QDialogButtonBox::accepted, this, &PlaceDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(
        plainLabel(this,
                   tr("A finished archive is handed over to a place so that it does not lie on one server "
                      "alone. Nothing at a place is ever replaced or removed.")));
    layout->addLayout(m_form);
    layout->addWidget(m_problem);
    layout->addStretch(1);
    layout->addWidget(buttons);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &PlaceDialog::updateParts);
    (before.name.isEmpty() ? m_name : m_note)->setFocus();
    rememberGeometry(this, settings, 80, 18);
    updateParts();
}

void PlaceDialog::buildFields()
{
    m_name->setObjectName(QStringLiteral("placeName"));
    m_name->setMaxLength(60);
    m_name->setReadOnly(!m_before.name.isEmpty()); // hand-overs are known by it
    m_name->setPlaceholderText(QStringLiteral("tsm"));
    m_kind->setObjectName(QStringLiteral("placeKind"));
    for (const Name<PlaceKind> &kind : Names<PlaceKind>)
        m_kind->addItem(placeKindWord(kind.value), int(kind.value));
    m_kind->setCurrentIndex(m_kind->findData(int(m_before.kind)));
    m_class->setObjectName(QStringLiteral("placeClass"));
    m_class->setPlaceholderText(tr("the node's own"));
    m_host->setObjectName(QStringLiteral("placeHost"));
    m_host->setPlaceholderText(QStringLiteral("nightkeep@second.example.org"));
    m_folder->setObjectName(QStringLiteral("placeFolder"));
    m_folder->setPlaceholderText(QStringLiteral("/srv/archives"));
    m_years->setObjectName(QStringLiteral("placeYears"));
    m_years->setRange(0, 100);
    m_years->setSpecialValueText(tr("not agreed"));
    m_years->setValue(std::max(0, m_before.keepYears));
    m_note->setObjectName(QStringLiteral("placeNote"));
    m_note->setMaxLength(500);
    m_note->setPlaceholderText(tr("Building, medium, whom to ask"));
    m_problem->setObjectName(QStringLiteral("placeProblem"));
    m_problem->hide();
    m_form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    m_form->addRow(tr("Name:"), m_name);
    m_form->addRow(tr("Kind:"), m_kind);
    m_form->addRow(tr("Management class:"), m_class);
    m_form->addRow(tr("Second server, as the first one calls it:"), m_host);
    m_form->addRow(tr("Folder there:"), m_folder);
    m_form->addRow(tr("Years that archives are kept there:"), m_years);
    m_form->addRow(tr("Note:"), m_note);
}

void PlaceDialog::updateParts()
{
    const auto kind = PlaceKind(m_kind->currentData().toInt());
    m_form->setRowVisible(m_class, kind == PlaceKind::StorageManager);
    m_form->setRowVisible(m_host, kind == PlaceKind::SshServer);
    m_form->setRowVisible(m_folder, kind != PlaceKind::StorageManager);
}

ArchivePlace PlaceDialog::place() const
{
    ArchivePlace place;
    place.name = m_name->text().trimmed();
    place.kind = PlaceKind(m_kind->currentData().toInt());
    if (place.kind == PlaceKind::StorageManager)
        place.managementClass = m_class->text().trimmed();
    if (place.kind == PlaceKind::SshServer)
        place.host = m_host->text().trimmed();
    // What cannot be shown as it is stays unless somebody types another.
    if (place.kind != PlaceKind::StorageManager)
        place.folder =
            m_folder->text() == displayPath(m_before.folder) ? m_before.folder : m_folder->text().trimmed().toUtf8();
    place.keepYears = m_years->value() == 0 ? -1 : m_years->value();
    place.note = m_note->text().trimmed();
    return place;
}

void PlaceDialog::accept()
{
    const Result<void> possible = checkPlace(place());
    if (possible) {
        InputDialog::accept();
        return;
    }
    m_problem->setText(possible.error().message + u' ' + possible.error().advice);
    m_problem->show();
}

PlacesDialog::PlacesDialog(const PageContext &context, std::function<void()> changed, QWidget *parent)
    : TableDialog(context, QStringLiteral("places"), QStringLiteral("places.csv"), parent)
    , m_changed(std::move(changed))
    , m_model(new ColumnTable(archivePlacesDescription(), this))
    , m_add(addButton(QStringLiteral("placesAdd"), tr("Add…")))
    , m_edit(addButton(QStringLiteral("placesEdit"), tr("Edit…")))
    , m_remove(addButton(QStringLiteral("placesRemove"), tr("Remove…")))
{
    setWindowTitle(tr("Places for archives"));
    setModel(
        m_model,
        tr("There is no place yet: a finished archive lies on its server alone. The storage manager is one, and so "
           "are a second server, a mounted folder and this workstation."));
    content()->addWidget(table(), 1);
    connect(table(), &DataTable::currentKeyChanged, this, &PlacesDialog::updateActions);
    connect(m_add, &QPushButton::clicked, this, [this] { edit(std::nullopt); });
    connect(m_edit, &QPushButton::clicked, this, [this] {
        if (const ArchivePlace *place = chosen())
            edit(*place);
    });
    connect(m_remove, &QPushButton::clicked, this, &PlacesDialog::remove);
    setAnswer(State::Unknown, tr("Reading the places…"));
    begin(110, 24);
    updateActions();
    load();
}

const ArchivePlace *PlacesDialog::chosen() const
{
    return m_model->find(table()->currentKey());
}

void PlacesDialog::load()
{
    HandOverService &service = context().workspace.handOvers();
    context().jobs.look<QList<ArchivePlace>>(
        tr("Read the places for archives"), PlacesLane, this,
        [&service](const CancelToken &, const ProgressSink &) { return service.places(); },
        [this](const Result<QList<ArchivePlace>> &places) { showPlaces(places); });
}

void PlacesDialog::showPlaces(const Result<QList<ArchivePlace>> &places)
{
    if (!places) {
        showError(places.error());
        return;
    }
    m_model->setRows(*places, now());
    if (places->isEmpty())
        setAnswer(State::Attention, tr("Archives are handed over to no place."));
    else
        setAnswer(State::Good, tr("Archives can be handed over to %n places.", nullptr, int(places->size())));
    if (!chosen())
        table()->selectFirst();
    updateActions();
}

void PlacesDialog::edit(const std::optional<ArchivePlace> &seen)
{
    auto *dialog = openModal(new PlaceDialog(seen.value_or(ArchivePlace()), context().settings, this));
    connect(dialog, &QDialog::accepted, this, [this, dialog, seen] {
        const ArchivePlace place = dialog->place();
        write(
            tr("Save the place %1").arg(place.name),
            [place, seen](HandOverService &service) { return service.savePlace(place, seen); },
            tr("The place %1 is saved.").arg(place.name));
    });
}

void PlacesDialog::remove()
{
    if (!chosen())
        return;
    const ArchivePlace place = *chosen();
    Question question;
    question.title = tr("Remove a place");
    question.text =
        tr("Archives are no longer handed over to %1. What lies there stays, and so does what is known of it.")
            .arg(place.name);
    question.accept = tr("Remove the place");
    question.dangerous = true;
    question.reject = tr("Keep it");
    context().dialogs.confirm(this, question, [this, place] {
        write(
            tr("Remove the place %1").arg(place.name),
            [place](HandOverService &service) { return service.removePlace(place); },
            tr("The place %1 is removed.").arg(place.name));
    });
}

void PlacesDialog::write(const QString &title, const std::function<Result<void>(HandOverService &)> &act,
                         const QString &done)
{
    HandOverService &service = context().workspace.handOvers();
    context().jobs.start<QList<ArchivePlace>>(
        title, PlacesLane, pageUnder(this),
        [&service, act](const CancelToken &, const ProgressSink &) -> Result<QList<ArchivePlace>> {
            if (const Result<void> written = act(service); !written)
                return fail(written.error());
            return service.places();
        },
        [self = QPointer<PlacesDialog>(this), done, say = context().say,
         changed = m_changed](const Result<QList<ArchivePlace>> &places) {
            if (self)
                self->showPlaces(places);
            if (!places)
                return;
            say(done);
            changed();
        });
}

void PlacesDialog::updateActions()
{
    const bool writable = !context().workspace.info().readOnly;
    enableWriting(m_add, writable);
    enableWriting(m_edit, writable, chosen());
    enableWriting(m_remove, writable, chosen());
}

} // namespace Nightkeep
