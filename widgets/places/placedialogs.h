// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/places/placetables.h"
#include "widgets/common/tabledialog.h"

#include <functional>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace Nightkeep {

class HandOverService;

/// A place, added or changed. Nothing is stored by the dialog itself.
class PlaceDialog final : public InputDialog
{
    Q_OBJECT

public:
    /// `before`: an empty name, to add one.
    PlaceDialog(const ArchivePlace &before, QSettings &settings, QWidget *parent);

    [[nodiscard]] ArchivePlace place() const;
    void accept() override; ///< only with what can be a place

private:
    void buildFields();
    void updateParts();

    ArchivePlace m_before;
    QLineEdit *m_name;
    QComboBox *m_kind;
    QLineEdit *m_class;
    QLineEdit *m_host;
    QLineEdit *m_folder;
    QSpinBox *m_years;
    QLineEdit *m_note;
    QFormLayout *m_form;
    QLabel *m_problem;
};

/// "Places…": where finished archives are handed over to.
class PlacesDialog final : public TableDialog
{
    Q_OBJECT

public:
    /// `changed` is called when the workspace was written, also after the dialog was closed.
    PlacesDialog(const PageContext &context, std::function<void()> changed, QWidget *parent);

private:
    [[nodiscard]] const ArchivePlace *chosen() const;
    void load();
    void showPlaces(const Result<QList<ArchivePlace>> &places);
    void edit(const std::optional<ArchivePlace> &seen);
    void remove();
    void write(const QString &title, const std::function<Result<void>(HandOverService &)> &act, const QString &done);
    void updateActions();

    std::function<void()> m_changed;
    ColumnTable<ArchivePlace> *m_model;
    QPushButton *m_add;
    QPushButton *m_edit;
    QPushButton *m_remove;
};

} // namespace Nightkeep
