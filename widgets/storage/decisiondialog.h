// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/servers/server.h"
#include "models/storage/decisionfield.h"
#include "models/storage/storagemanager.h"
#include "widgets/common/inputdialog.h"

#include <QHash>
#include <QList>
#include <QPair>

#include <optional>

class QDate;
class QGroupBox;
class QLabel;
class QSettings;

namespace Nightkeep {

class AgreementEdit;
class ErrorBanner;
class FigureSpinBox;

/// "Decide…": the figures and agreements of one server or of several at once, with the page's free text
/// beside them. Where several servers differ, each keeps its own unless something else is chosen. The
/// text's own figures can be taken as a proposal; nothing is stored by the dialog itself.
class DecisionDialog final : public InputDialog
{
    Q_OBJECT

public:
    /// `settings` remembers who agreed last. At least one server; `inForce` is what the storage manager does with all
    /// of them, where that is known.
    DecisionDialog(const QList<Server> &servers, const std::optional<ManagementClass> &inForce, const QDate &today,
                   QSettings &settings, QWidget *parent);

    /// The servers that change, as they were and as they are to be.
    [[nodiscard]] QList<QPair<Server, Server>> changes() const;

    void accept() override;

private:
    struct Subject
    {
        QList<FigureSpinBox *> figures;
        AgreementEdit *agreement = nullptr;
        QLabel *words = nullptr;
    };

    [[nodiscard]] QGroupBox *subjectBox(DecisionSubject subject, const QDate &today);
    [[nodiscard]] QWidget *figureForm(DecisionSubject subject, QWidget *parent);
    [[nodiscard]] QString pageText(DecisionSubject subject) const;
    void showStored();
    void showWords(DecisionSubject subject);
    void takeFromText(DecisionSubject subject);
    [[nodiscard]] ServerDecisions decided(const ServerDecisions &before) const;

    QList<Server> m_servers;
    std::optional<ManagementClass> m_inForce;
    QSettings &m_settings;
    QHash<DecisionSubject, Subject> m_subjects;
    ErrorBanner *m_error;
};

} // namespace Nightkeep
