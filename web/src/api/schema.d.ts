// Written by `npm run gen` from openapi.json. Do not edit.
export interface paths {
    "/api/customers/customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List customers */
        get: operations["customers_customer_list"];
        put?: never;
        /** Create a customer */
        post: operations["customers_customer_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customers/customers/{customer_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a customer */
        get: operations["customers_customer_get"];
        /** Change a customer */
        put: operations["customers_customer_edit"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customers/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List orders */
        get: operations["customers_order_list"];
        put?: never;
        /**
         * Record an order
         * @description Shares of a split add up to 100 %.
         */
        post: operations["customers_order_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customers/orders/{order_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get an order */
        get: operations["customers_order_get"];
        /** Change an order */
        put: operations["customers_order_edit"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customers/orders/{order_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancel an order */
        post: operations["customers_order_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customers/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List payments
         * @description `state=unmatched` is the list of those that no order is known for.
         */
        get: operations["customers_payment_list"];
        put?: never;
        /** Record a payment */
        post: operations["customers_payment_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customers/payments/{payment_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a payment */
        get: operations["customers_payment_get"];
        /** Change a payment */
        put: operations["customers_payment_edit"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customers/payments/{payment_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancel a payment */
        post: operations["customers_payment_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customers/payments/{payment_id}/match": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Match a payment with its order */
        post: operations["customers_payment_match"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customers/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List products */
        get: operations["customers_product_list"];
        put?: never;
        /** Create a product */
        post: operations["customers_product_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customers/products/{product_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a product */
        get: operations["customers_product_get"];
        /** Change a product */
        put: operations["customers_product_edit"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customers/refunds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List refunds */
        get: operations["customers_refund_list"];
        put?: never;
        /** Record a refund */
        post: operations["customers_refund_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customers/refunds/{refund_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a refund */
        get: operations["customers_refund_get"];
        /** Change a refund */
        put: operations["customers_refund_edit"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customers/refunds/{refund_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancel a refund */
        post: operations["customers_refund_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/goals/goals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List goals
         * @description The own ones, those of the led tree, or all.
         */
        get: operations["goals_goal_list"];
        put?: never;
        /**
         * Write a goal down
         * @description As a draft: people are measured by it once it is published.
         */
        post: operations["goals_goal_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/goals/goals/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publish goals
         * @description From then on people are measured by them; the versions before are kept.
         */
        post: operations["goals_goal_publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/goals/goals/spread": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Spread an amount
         * @description Over people, units or shorter periods, evenly or by last year's share; the parts add up exactly.
         */
        post: operations["goals_goal_spread"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/goals/goals/{goal_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a goal with its versions */
        get: operations["goals_goal_get"];
        /**
         * Change a goal
         * @description What is published stays until it is published again.
         */
        put: operations["goals_goal_set"];
        post?: never;
        /**
         * Take a draft back
         * @description Only a goal that was never published.
         */
        delete: operations["goals_goal_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/goals/grid": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the tree of goals of a period
         * @description `measure`, `calendar` and `period` are needed.
         */
        get: operations["goals_goal_grid"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incentives/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List decisions
         * @description What two people have decided about flagged prizes and balances.
         */
        get: operations["incentives_decision_list"];
        put?: never;
        /**
         * Decide what waits
         * @description Always by two people: without the second one it is refused as locked; ask for it as a correction of this operation.
         */
        post: operations["incentives_decision_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incentives/decisions/open": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what waits for a decision
         * @description Flagged prizes of locked periods, and what is owed by people who have no day of the open period in the plan.
         */
        get: operations["incentives_decision_open"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incentives/objections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List objections */
        get: operations["incentives_objection_list"];
        put?: never;
        /**
         * Object to the own statement
         * @description While the public notice of its run is open.
         */
        post: operations["incentives_objection_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incentives/objections/{objection_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get an objection */
        get: operations["incentives_objection_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incentives/objections/{objection_id}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer an objection
         * @description An accepted one sends the run back to a new trial; reviews of what has not changed stand.
         */
        post: operations["incentives_objection_answer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incentives/plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List plans */
        get: operations["incentives_plan_list"];
        put?: never;
        /**
         * Draft a plan
         * @description A text with errors is refused; each stands in `fields` with its line and column.
         */
        post: operations["incentives_plan_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incentives/plans/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check a plan's text
         * @description Keeps nothing. Runs the worked examples and looks for cliffs, falling pay and double credit.
         */
        post: operations["incentives_plan_check"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incentives/plans/{plan_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a plan */
        get: operations["incentives_plan_get"];
        /** Change a draft's text */
        put: operations["incentives_plan_edit"];
        post?: never;
        /** Delete a draft */
        delete: operations["incentives_plan_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incentives/plans/{plan_id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirm that a published version was read */
        post: operations["incentives_plan_confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incentives/plans/{plan_id}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publish a plan's text as its next version
         * @description Warnings of the check must be accepted in the text, each with its reason. From its first day on, its people are paid
         *     by it.
         */
        post: operations["incentives_plan_publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incentives/plans/{plan_id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the published versions of a plan
         * @description Newest first. Sales people see the plans that they are in.
         */
        get: operations["incentives_plan_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incentives/plans/{plan_id}/words": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a plan in plain sentences
         * @description In the reader's language, with what it changes since the version before. Sales people read the plans that they are in.
         */
        get: operations["incentives_plan_words"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incentives/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List runs */
        get: operations["incentives_run_list"];
        put?: never;
        /**
         * Try a period of a plan in force
         * @description The first trial opens the run of the period; another one replaces it, and its reviews begin again.
         */
        post: operations["incentives_run_try"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incentives/runs/{run_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a run */
        get: operations["incentives_run_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incentives/runs/{run_id}/adjustments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the adjustments that a run takes in
         * @description What locked periods would pay as known at its trial, less what was locked and adjusted already.
         */
        get: operations["incentives_run_adjustments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incentives/runs/{run_id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Note that the payment file is taken out
         * @description The file itself is read from `payments`; after the first time it is marked as a copy.
         */
        post: operations["incentives_run_export"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incentives/runs/{run_id}/lock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lock a run
         * @description Nothing is calculated, and nothing of it changes any more: what comes later travels as an adjustment.
         */
        post: operations["incentives_run_lock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incentives/runs/{run_id}/notice": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open the public notice */
        post: operations["incentives_run_notice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incentives/runs/{run_id}/pay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mark people as paid
         * @description Those who are named, or everybody who is not marked yet.
         */
        post: operations["incentives_run_pay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incentives/runs/{run_id}/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download the payment file of a run
         * @description After `export`; a row for each person, adjustments apart. Its totals tie to the run.
         */
        get: operations["incentives_run_payments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incentives/runs/{run_id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a run back with a reason */
        post: operations["incentives_run_reject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incentives/runs/{run_id}/review_finance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve a run for finance */
        post: operations["incentives_run_review_finance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incentives/runs/{run_id}/review_lead": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve the units of which one is the reviewer */
        post: operations["incentives_run_review_lead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incentives/runs/{run_id}/today": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the people of a run as locked and as known today
         * @description Calculated anew on what is known now; nothing is kept.
         */
        get: operations["incentives_run_today"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incentives/scenarios/estimate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Estimate what further payments would pay
         * @description Keeps nothing. The period is calculated as it stands, and once more with the further amounts.
         */
        post: operations["incentives_scenario_estimate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incentives/scenarios/forecast": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Forecast pay at the period's end
         * @description Keeps nothing. One calculation for each of the low, expected and high totals.
         */
        post: operations["incentives_scenario_forecast"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incentives/scenarios/simulate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Simulate a plan's text over periods, beside the plan in force
         * @description Keeps nothing: what it would cost, who would win and lose, and what its check finds.
         */
        post: operations["incentives_scenario_simulate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incentives/statements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List my own statements */
        get: operations["incentives_statement_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incentives/statements/{statement_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a statement */
        get: operations["incentives_statement_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incentives/statements/{statement_id}/bridge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Split the difference between a statement and today into its causes
         * @description Inputs are replaced in a fixed order: data, splits, goals, plan, roster; rounding is the rest.
         */
        get: operations["incentives_statement_bridge"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incentives/statements/{statement_id}/documents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the documents behind a statement */
        get: operations["incentives_statement_documents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incentives/statements/{statement_id}/receipt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download the receipt of a statement
         * @description A self-contained JSON file that `beichen verify` calculates again without any database. Its format: docs/receipt.md.
         */
        get: operations["incentives_statement_receipt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incentives/statements/{statement_id}/today": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a statement as known today
         * @description Beside what was locked: each component and measure, calculated anew on what is known now.
         */
        get: operations["incentives_statement_today"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incentives/trials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List trials */
        get: operations["incentives_trial_list"];
        put?: never;
        /** Calculate a plan for a period */
        post: operations["incentives_trial_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incentives/trials/{trial_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a trial */
        get: operations["incentives_trial_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incentives/trials/{trial_id}/statements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the people of a trial */
        get: operations["incentives_trial_people"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ledger/calendars": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the calendars */
        get: operations["ledger_calendar_list"];
        put?: never;
        /**
         * Create or change a calendar
         * @description `If-Match` is the version seen; 0 for a new one.
         */
        post: operations["ledger_calendar_save"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ledger/documents/{document_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a document with its versions and credits */
        get: operations["ledger_document_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ledger/measures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the measures in force */
        get: operations["ledger_measure_list"];
        put?: never;
        /**
         * Publish measures
         * @description Reads the `[measure.*]` tables of a plan text: absent measures are created, different ones refused.
         */
        post: operations["ledger_measure_publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ledger/measures/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Preview a new version of a measure
         * @description Reckons every document under it and changes nothing.
         */
        post: operations["ledger_measure_preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ledger/measures/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publish a new version of a measure
         * @description From a day on that no locked run covers. Documents are reckoned again as a job with progress.
         */
        post: operations["ledger_measure_follow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ledger/periods/{calendar}/{period}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a period */
        get: operations["ledger_period_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ledger/totals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the totals of a measure in a period */
        get: operations["ledger_total_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ledger/values": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set a manual value
         * @description `If-Match` is the version seen; 0 where none stands for the measure, person and day.
         */
        post: operations["ledger_value_set"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ledger/workdays/{year}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the workday table of a year */
        get: operations["ledger_workdays_get"];
        /**
         * Replace the workday table of a year
         * @description `If-Match` is the version seen; 0 for a shipped table and where there is none.
         */
        put: operations["ledger_workdays_save"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List corrections of locked days
         * @description Those who decide see all, others the own ones.
         */
        get: operations["people_approval_list"];
        put?: never;
        /**
         * Carry a change out, or ask for a second person where a lock covers it
         * @description 200 with `done` where no lock covers it; 201 with `pending` where it waits. Any other refusal is the operation's own.
         */
        post: operations["people_approval_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/approvals/{approval_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a correction of locked days */
        get: operations["people_approval_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/approvals/{approval_id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Grant a correction of locked days, which carries it out
         * @description By another person than the one who asked, with whose present rights it is carried out.
         */
        post: operations["people_approval_approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/approvals/{approval_id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Turn a correction of locked days down */
        post: operations["people_approval_reject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/approvals/{approval_id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take the own correction of locked days back */
        post: operations["people_approval_withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the audit chain, newest first */
        get: operations["people_audit_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/fields": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List all typed fields */
        get: operations["people_field_list"];
        put?: never;
        /** Add a typed field */
        post: operations["people_field_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/fields/{field_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Edit a field's name and choices */
        put: operations["people_field_edit"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/grades": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the grades; values only for those who see all pay */
        get: operations["people_grade_list"];
        put?: never;
        /** Add a grade */
        post: operations["people_grade_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/grades/{grade_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Edit a grade's name and place */
        put: operations["people_grade_edit"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/grades/{grade_id}/values/{column}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set a column's value from a day on */
        post: operations["people_grade_set_value"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/invitations/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accept an invitation or a reset link with a password */
        post: operations["people_invitation_accept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the people that the viewer sees today */
        get: operations["people_member_list"];
        put?: never;
        /** Add a person */
        post: operations["people_member_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/members/{member_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a person */
        get: operations["people_member_get"];
        /** Edit a person's code, name and how they are reached */
        put: operations["people_member_edit"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/members/{member_id}/fields/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set a person's field from a day on */
        post: operations["people_member_set_field"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/members/{member_id}/invite": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Invite a person to sign in; the link is shown once */
        post: operations["people_member_invite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/members/{member_id}/leave": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a person leave; the day is the last one */
        post: operations["people_member_leave"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/members/{member_id}/rejoin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a leaver back from a day on */
        post: operations["people_member_rejoin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/members/{member_id}/reset-login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a person who cannot sign in a link to set a new password; it is shown once */
        post: operations["people_member_reset_login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/members/{member_id}/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a person a role from today on */
        post: operations["people_role_grant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/members/{member_id}/roles/{grant_id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a role from a person */
        post: operations["people_role_revoke"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/members/{member_id}/transfer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Move a person to a unit from a day on */
        post: operations["people_member_transfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/members/{member_id}/variable-pay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set a person's variable pay of a year from a day on */
        post: operations["people_member_set_variable_pay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change the own password; all other sessions end */
        post: operations["people_password_change"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in */
        get: operations["people_session_get"];
        put?: never;
        /**
         * Sign in
         * @description When the login belongs to several organisations, the answer names them, and the request is made again with one.
         */
        post: operations["people_session_create"];
        /** Sign out on this device */
        delete: operations["people_session_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/sessions/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign out on all devices */
        post: operations["people_session_end"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the settings */
        get: operations["people_setting_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/settings/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set a setting */
        put: operations["people_setting_set"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the first set-up is still to come, and whom the sample company lets in */
        get: operations["people_setup_get"];
        put?: never;
        /** Make the first organisation and its administrator, with the token from the console */
        post: operations["people_setup_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/units": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tree of units of a day */
        get: operations["people_unit_tree"];
        put?: never;
        /** Make a unit */
        post: operations["people_unit_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/units/{unit_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a unit */
        get: operations["people_unit_get"];
        /** Change a unit's code and name */
        put: operations["people_unit_rename"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/units/{unit_id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Close a unit; the day is its last one */
        post: operations["people_unit_close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/units/{unit_id}/move": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say where a unit stands and who leads it, from a day on
         * @description A move that would put a unit below itself is refused, with the circle named.
         */
        post: operations["people_unit_move"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sheets/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List imports */
        get: operations["sheets_import_list"];
        put?: never;
        /**
         * Hand a file in
         * @description It is checked as a job: get the import again to see how far it is, and then what would become of each row.
         */
        post: operations["sheets_import_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sheets/imports/{batch_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get an import with its preview */
        get: operations["sheets_import_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sheets/imports/{batch_id}/apply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Write an import
         * @description It is done as a job: get the import again to see how far it is.
         */
        post: operations["sheets_import_apply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sheets/imports/{batch_id}/discard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Throw an import away
         * @description Only before it is written.
         */
        post: operations["sheets_import_discard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sheets/imports/{batch_id}/failed-rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download the failed rows
         * @description As they stand in the file, with the reason for each in a last column.
         */
        get: operations["sheets_import_failed_rows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sheets/imports/{batch_id}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download the source file
         * @description As it was handed in, kept as long as its import.
         */
        get: operations["sheets_import_file"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sheets/imports/{batch_id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Undo an import
         * @description It is done as a job: get the import again to see how far it is. What the import made is taken back (documents are
         *     cancelled, drafts deleted), what it changed is as before, all of it or nothing. The job fails with a field for each row
         *     on which a later change or a locked run rests; customers that the import made stay.
         */
        post: operations["sheets_import_undo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sheets/kinds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the kinds of sheets */
        get: operations["sheets_kind_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sheets/kinds/{kind}/template": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Download a template */
        get: operations["sheets_kind_template"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sheets/profiles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List saved profiles */
        get: operations["sheets_profile_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sheets/profiles/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a saved profile */
        get: operations["sheets_profile_get"];
        /**
         * Save a profile
         * @description `If-Match: "0"` for a new one.
         */
        put: operations["sheets_profile_save"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description A warning that was accepted in the text. */
        AcceptedFinding: {
            finding: string;
            place: string;
            reason: string;
        };
        /** @description A difference of a locked period, in the run that takes it in. */
        AdjustmentRow: {
            /** @description What earlier runs have adjusted already. */
            adjusted: string;
            causes: components["schemas"]["CauseView"][];
            component: string;
            difference: string;
            /** @description Waits for a decision and pays nothing. */
            is_flag: boolean;
            /** @description Of a flag: what was decided to be left as it was. */
            kept: string;
            locked: string;
            member: components["schemas"]["MemberRef"];
            /** @description As known when this run was tried. */
            now: string;
            payout?: components["schemas"]["PaidView"] | null;
            /** @description The locked period. */
            period: string;
            period_from: string;
            title: string;
        };
        /** @description A change that may lie inside locked days. */
        ApprovalCreate: {
            /** @description `people_member_transfer`, `goals_goal_publish`, … */
            operation: string;
            /** @description The operation's path ids, `version` and `body`. */
            payload: Record<string, never>;
            reason: string;
        };
        ApprovalId: string;
        /** @description Why it is turned down. */
        ApprovalReject: {
            reason: string;
        };
        /** @description A correction of locked days, and what became of it. */
        ApprovalView: {
            can: string[];
            decided_at?: string | null;
            decided_by?: components["schemas"]["MemberId"] | null;
            decided_by_name?: string | null;
            /** @description Why it was turned down. */
            decision_reason?: string | null;
            from: string;
            id: components["schemas"]["ApprovalId"];
            /** @description The lock that stands in the way, with its first and last day. */
            label: string;
            /** @description The operation that is carried out when it is granted: `people_member_transfer`. */
            operation: string;
            /** @description The operation's path ids, `version` and `body`. */
            payload: Record<string, never>;
            reason: string;
            requested_at: string;
            requested_by: components["schemas"]["MemberId"];
            requested_by_name: string;
            /** @description `pending`, `approved`, `rejected` or `withdrawn`. */
            state: string;
            /** @description What it is about, in the organisation's own codes. */
            summary: string;
            to: string;
            /** Format: int64 */
            version: number;
        };
        /** @description Where a person belongs on some days; `to` is the last one, absent while it lasts. */
        AssignmentView: {
            from: string;
            grade?: string | null;
            position?: string | null;
            to?: string | null;
            unit_code: string;
            unit_id: components["schemas"]["UnitId"];
            unit_name: string;
        };
        /** @description One row of the audit chain. */
        AuditRowView: {
            actor: string;
            at: string;
            data: Record<string, never>;
            hash: string;
            operation: string;
            /** @description Names, phones, mails and logins, absent once they are erased; amounts of pay for those who see all pay. */
            personal?: Record<string, never> | null;
            /** Format: int64 */
            seq: number;
            subject: string;
        };
        BatchId: string;
        /** @description A component's difference. */
        BridgeComponent: {
            after: string;
            before: string;
            key: string;
            parts: components["schemas"]["BridgePart"][];
            title: string;
        };
        /** @description What one cause changes. */
        BridgePart: {
            /** @description Not rounded; to the fourth digit below the currency's, where it has more. */
            amount: string;
            /** @description `data`, `splits`, `goals`, `plan`, `roster` or `rounding` */
            cause: string;
            /** @description In minor units, as a fraction: "7/3". */
            exact: string;
        };
        /** @description From what a statement was calculated on to what is known today. */
        BridgeView: {
            /** @description Earned on what is known today. */
            after: string;
            /** @description Earned, as the run has it. */
            before: string;
            /** @description Components of which one of the two has a line, in the plan's order. */
            components: components["schemas"]["BridgeComponent"][];
            currency: string;
            difference: string;
            member: components["schemas"]["MemberRef"];
            /** @description In the order in which inputs are replaced; together exactly the difference. */
            parts: components["schemas"]["BridgePart"][];
            period: components["schemas"]["PeriodRef"];
        };
        /** @description A period by name and days. */
        CalendarPeriod: {
            from: string;
            kind: string;
            name: string;
            /** @description Its last day. */
            to: string;
        };
        /** @description A calendar with the periods around today. */
        CalendarView: {
            can: string[];
            key: string;
            /** @description `month`, `quarter`, `half_year`, `year`: those that it has. */
            kinds: string[];
            /** @description Of a list all periods, else those of two years before to two years after today. */
            periods: components["schemas"]["CalendarPeriod"][];
            /**
             * Format: int64
             * @description 0 for the natural calendar, which nobody changes.
             */
            version: number;
        };
        /** @description A calendar as it is written. */
        CalendarWrite: {
            /**
             * Format: int32
             * @description Natural months with years that begin in this month; absent for a list.
             */
            first_month?: number | null;
            key: string;
            /** @description Years are named after the one in which they end. */
            named_by_end?: boolean;
            /** @description The periods of a list. */
            periods?: components["schemas"]["PeriodWrite"][];
        };
        /** @description What has changed behind a difference. */
        CauseView: {
            /** @description What its credits have come to more or less, in the measure's unit. */
            amount?: string | null;
            /** @description Of a decision: the two people who made it. */
            by: string[];
            document?: components["schemas"]["DocumentRef"] | null;
            /** @description `document`, `correction` or `decision` */
            kind: string;
            measure?: string | null;
            /** @description Of a correction: which operation was approved. */
            operation?: string | null;
            /** @description Of a correction or decision: why. */
            reason?: string | null;
        };
        /** @description Something to be said about a cell: a code with its values, and the sentence in the reader's language. */
        CellNote: {
            code: string;
            /** @description The column's key; empty for the row as a whole. */
            column: string;
            params: Record<string, never>;
            text: string;
        };
        /** @description The organisations to choose from. */
        ChooseView: {
            choose: components["schemas"]["OrganisationChoice"][];
        };
        /** @description What one component earns now and with the further amounts, and why. */
        ComponentEstimate: {
            difference: string;
            key: string;
            now: string;
            steps: components["schemas"]["StepView"][];
            then: string;
            title: string;
        };
        /** @description What one component pays. */
        ComponentPay: {
            key: string;
            pay: string;
            title: string;
        };
        /** @description A component as locked and as known today. */
        ComponentToday: {
            adjusted: string;
            difference: string;
            key: string;
            locked: string;
            now: string;
            title: string;
        };
        /** @description What became of a change that may lie inside locked days. */
        CorrectionView: {
            approval?: components["schemas"]["ApprovalView"] | null;
            /** @description `done`: no lock covers it, and it was carried out. `pending`: it waits for a second person. */
            state: string;
        };
        /** @description What a person counts for by a document. */
        CreditView: {
            /** @description In the measure's unit. */
            amount: string;
            day: string;
            measure: string;
            member_code: string;
            member_id: components["schemas"]["MemberId"];
            member_name: string;
            unit_id?: components["schemas"]["UnitId"] | null;
        };
        CustomerId: string;
        /** @description A customer as a document names it. */
        CustomerName: {
            id: string;
            name: string;
        };
        /** @description A customer as documents name it. */
        CustomerRef: {
            code: string;
            id: components["schemas"]["CustomerId"];
            name: string;
        };
        /** @description A customer. */
        CustomerView: {
            can: string[];
            code: string;
            fields: Record<string, never>;
            id: components["schemas"]["CustomerId"];
            name: string;
            origin?: components["schemas"]["OriginView"] | null;
            owner?: components["schemas"]["PersonRef"] | null;
            tags: string[];
            tier: string;
            version: components["schemas"]["Version"];
        };
        /** @description A new customer, or one as it should be from now on. */
        CustomerWrite: {
            /** @description The company's own key, unique. */
            code: string;
            fields?: Record<string, never>;
            name: string;
            owner_id?: components["schemas"]["MemberId"] | null;
            tags?: string[];
            tier?: string;
        };
        /** @description What is to be decided, and how. */
        DecisionCreate: {
            /** @description The amount as it was seen; another one is refused. A wish keeps the one found when it was asked. */
            amount?: string | null;
            /** @description Of a flag: the component's key, and the name or first day of the locked period. */
            component?: string | null;
            member_id: components["schemas"]["MemberId"];
            /** @description `pay`, `keep`, `write_off`, `settle` or `move` */
            outcome: string;
            period?: string | null;
            /** @description `month`, `quarter`, `half_year`, `year` */
            period_kind: string;
            plan_id: components["schemas"]["PlanId"];
            /** @description `flag` or `balance` */
            subject: string;
            to_plan_id?: components["schemas"]["PlanId"] | null;
        };
        DecisionId: string;
        /** @description A decision that two people have made. */
        DecisionView: {
            amount: string;
            approval_id: string;
            asked_by: string;
            /** @description Of a flag: the component's key. */
            component?: string | null;
            currency: string;
            decided_at: components["schemas"]["Timestamp"];
            granted_by: string;
            id: components["schemas"]["DecisionId"];
            member: components["schemas"]["MemberRef"];
            /** @description `pay`, `keep`, `write_off`, `settle` or `move` */
            outcome: string;
            /** @description The first day of the prize's period, or of the last locked one that left the balance. */
            period_from: string;
            /** @description `month`, `quarter`, `half_year`, `year` */
            period_kind: string;
            plan_id: components["schemas"]["PlanId"];
            plan_title: string;
            reason: string;
            /** @description `flag` or `balance` */
            subject: string;
            to_plan_id?: components["schemas"]["PlanId"] | null;
            to_plan_title?: string | null;
        };
        /** @description One sign-in of the sample company. */
        DemoUserView: {
            login: string;
            name: string;
            password: string;
            role: string;
            unit_name: string;
        };
        DocumentId: string;
        /** @description Which file and row a document came from. */
        DocumentOriginView: {
            batch_id: components["schemas"]["BatchId"];
            /**
             * Format: int64
             * @description The row as a spreadsheet counts.
             */
            row: number;
        };
        /** @description What a component pays for a document. */
        DocumentPart: {
            component: string;
            pay: string;
        };
        /** @description A source document: `kind` and `id` make the address of the order, payment or refund. */
        DocumentRef: {
            code: string;
            /** @description The TypeID of that kind: `order_…`, `payment_…`. */
            id: string;
            /** @description `order`, `payment`, `refund`, `manual` */
            kind: string;
        };
        /** @description One version of a document. */
        DocumentVersionView: {
            cancelled: boolean;
            /**
             * Format: int64
             * @description The audit number of the transaction that recorded it.
             */
            seq: number;
            /** Format: int64 */
            version: number;
        };
        /** @description A document with its versions, credits and origin. */
        DocumentView: {
            can: string[];
            cancelled: boolean;
            code: string;
            /** @description What stands, of the people whom the viewer may see. */
            credits: components["schemas"]["CreditView"][];
            currency: string;
            day: string;
            gross: string;
            id: components["schemas"]["DocumentId"];
            /** @description `order`, `payment`, `refund`, `manual`, … */
            kind: string;
            /** @description Of an order: what is paid of it; of a payment: what found its order. Refunds are subtracted. */
            matched: string;
            /** @description Without and with tax; of a manual value both are the value in the measure's smallest unit. */
            net: string;
            of_document?: components["schemas"]["DocumentId"] | null;
            origin?: components["schemas"]["DocumentOriginView"] | null;
            /** @description Of a payment: what found no order. Of an order: by how much it is overpaid. */
            unmatched: string;
            /** Format: int64 */
            version: number;
            /** @description Newest first. */
            versions: components["schemas"]["DocumentVersionView"][];
        };
        /** @description Nothing more to say. */
        Done: {
            done: boolean;
        };
        /** @description What would these pay? */
        EstimateAsk: {
            /** @description At least one. */
            further: components["schemas"]["FurtherAmount"][];
            member_id?: components["schemas"]["MemberId"] | null;
            /** @description Its name in the plan's calendar, or its first day. */
            period: string;
            /** @description A plan in force. */
            plan_id: components["schemas"]["PlanId"];
        };
        /** @description What a person's period pays now and with the further amounts. */
        EstimateView: {
            /** @description In the plan's order. */
            components: components["schemas"]["ComponentEstimate"][];
            currency: string;
            difference: string;
            member: components["schemas"]["MemberRef"];
            now: string;
            period: components["schemas"]["PeriodRef"];
            then: string;
        };
        /** @description What may change of a field. */
        FieldChange: {
            choices?: string[];
            name: string;
        };
        /** @description A new field. */
        FieldCreate: {
            choices?: string[];
            entity: string;
            key: string;
            kind: string;
            name: string;
        };
        /** @description What is wrong with one field of a request, one cell of a file or one place of a text. */
        FieldError: {
            code: string;
            params?: Record<string, never>;
            /** @description Where: `lines.0.net`, `row 14, column amount`. */
            path: string;
        };
        FieldId: string;
        /** @description A field's value from a day on. */
        FieldValueView: {
            from: string;
            key: string;
            kind: string;
            name: string;
            value: string;
        };
        /** @description A typed field of an entity. */
        FieldView: {
            can: string[];
            choices: string[];
            /** @description `member`, `grade`, `customer`, `product`, `opportunity`, `order` */
            entity: string;
            id: components["schemas"]["FieldId"];
            key: string;
            /** @description `money`, `rate`, `number`, `text`, `day`, `choice` */
            kind: string;
            name: string;
            /** Format: int64 */
            version: number;
        };
        /** @description All fields, by entity and key. */
        FieldsView: {
            can: string[];
            items: components["schemas"]["FieldView"][];
        };
        /** @description One finding, worded in the browser from its code. */
        FindingView: {
            /** @description Why it was accepted in the text, if it was. */
            accepted?: string | null;
            code: string;
            /** Format: int32 */
            column: number;
            /** @description What to type instead; may be empty. */
            fix: string;
            /** Format: int32 */
            line: number;
            params: {
                [key: string]: string;
            };
            /** @description `error` or `warning` */
            severity: string;
        };
        /** @description What will the period pay? */
        ForecastAsk: {
            /** @description By measure of the plan: what it comes to in the period. */
            measures: {
                [key: string]: components["schemas"]["Levels"];
            };
            member_id?: components["schemas"]["MemberId"] | null;
            period: string;
            plan_id: components["schemas"]["PlanId"];
        };
        /** @description What is earned at one level. */
        ForecastBand: {
            /** @description By component. */
            components: {
                [key: string]: string;
            };
            total: string;
        };
        /** @description What the period would pay at each level. */
        ForecastView: {
            currency: string;
            expected: components["schemas"]["ForecastBand"];
            high: components["schemas"]["ForecastBand"];
            low: components["schemas"]["ForecastBand"];
            member: components["schemas"]["MemberRef"];
            period: components["schemas"]["PeriodRef"];
        };
        /** @description Something further to be credited. */
        FurtherAmount: {
            amount: string;
            /** @description A day of the period; its last one when absent. */
            day?: string | null;
            /** @description A measure of the plan. */
            measure: string;
        };
        /** @description A goal to be written down. */
        GoalCreate: {
            /** @description In the measure's unit. */
            amount: string;
            /** @description full or final; final for a person and full for a unit when absent */
            basis?: string | null;
            calendar: string;
            /** @description goal (default), sprint, challenge */
            level?: string | null;
            measure: string;
            member_id?: components["schemas"]["MemberId"] | null;
            /** @description The period's name or first day. */
            period: string;
            /** @description month, quarter, half_year, year; where the name alone could mean two */
            period_kind?: string | null;
            unit_id?: components["schemas"]["UnitId"] | null;
        };
        /** @description A goal with every version that was ever published. */
        GoalDetail: {
            goal: components["schemas"]["GoalView"];
            versions: components["schemas"]["GoalVersion"][];
        };
        /** @description A goal and what was reached of it, in the measure's unit. */
        GoalFigure: {
            actual: string;
            /** @description Percent, rounded down to 0.1 %; absent without a goal. */
            attainment?: string | null;
            /** @description The published goal; of a unit without its own, the sum of what stands below it. Absent where nothing is published. */
            goal?: string | null;
        };
        /** @description What is known, beside what was locked. */
        GoalFigures: {
            as_locked?: components["schemas"]["GoalFigure"] | null;
            /** @description As known today, or at the moment that was asked for. */
            known: components["schemas"]["GoalFigure"];
            /** @description Of a unit with figures as locked: how many of its people are in no locked run and count as known today. */
            not_locked?: number | null;
        };
        /** @description The tree of goals of one measure, period and level. */
        GoalGrid: {
            can: string[];
            level: string;
            lines: components["schemas"]["GoalLine"][];
            measure: string;
            period: components["schemas"]["GoalPeriod"];
        };
        GoalId: string;
        /** @description A line of the grid. */
        GoalLine: {
            above?: components["schemas"]["UnitId"] | null;
            /** @description The own amount. */
            amount?: string | null;
            /** @description For a unit: what stands below it. */
            below?: string | null;
            figures: components["schemas"]["GoalFigures"];
            /** @description For a unit: own amount minus what stands below; negative when more is given out. */
            gap?: string | null;
            goal_id?: components["schemas"]["GoalId"] | null;
            /** @description draft or published */
            state?: string | null;
            subject: components["schemas"]["GoalSubject"];
            /** Format: int64 */
            version?: number | null;
        };
        /** @description A period of a calendar; `to` is its last day. */
        GoalPeriod: {
            calendar: string;
            from: string;
            /** @description month, quarter, half_year, year */
            kind: string;
            name: string;
            to: string;
        };
        /** @description Goals to be published. */
        GoalPublish: {
            calendar: string;
            measure: string;
            /** @description A name or first day; absent for all periods. */
            period?: string | null;
            period_kind?: string | null;
            /** @description Needed where a unit's own amount is not what stands below it. */
            reason?: string;
        };
        /** @description What was published. */
        GoalPublished: {
            /** @description Units whose own amount is not what stands below it. */
            gaps: number;
            id?: components["schemas"]["PublicationId"] | null;
            /** Format: int64 */
            number: number;
            published: number;
            unchanged: number;
        };
        /** @description Another amount. */
        GoalSet: {
            amount: string;
            basis?: string | null;
        };
        /** @description An amount to be spread. */
        GoalSpread: {
            amount: string;
            /** @description evenly or last_year */
            by: string;
            calendar: string;
            level?: string | null;
            measure: string;
            member_id?: components["schemas"]["MemberId"] | null;
            /** @description people, units, periods */
            over: string;
            period: string;
            period_kind?: string | null;
            unit_id?: components["schemas"]["UnitId"] | null;
        };
        /** @description What a spreading wrote. Equal remainders went to the earlier code, or the earlier period. */
        GoalSpreadDone: {
            items: components["schemas"]["GoalView"][];
        };
        /** @description Whose goal it is: a person or a unit. */
        GoalSubject: {
            code: string;
            member_id?: components["schemas"]["MemberId"] | null;
            name: string;
            unit_id?: components["schemas"]["UnitId"] | null;
        };
        /** @description A published version of a goal. */
        GoalVersion: {
            amount: string;
            at: components["schemas"]["Timestamp"];
            basis: string;
            /** Format: int64 */
            number: number;
            reason: string;
        };
        GoalView: {
            /** @description What is written now, in the measure's unit. */
            amount: string;
            /** @description full (for the whole period) or final (already for this person's days) */
            basis: string;
            can: string[];
            figures?: components["schemas"]["GoalFigures"] | null;
            id: components["schemas"]["GoalId"];
            /** @description goal, sprint, challenge */
            level: string;
            measure: string;
            period: components["schemas"]["GoalPeriod"];
            /** @description What counts. */
            published_amount?: string | null;
            /** Format: int64 */
            published_number?: number | null;
            /** @description draft or published */
            state: string;
            subject: components["schemas"]["GoalSubject"];
            /** Format: int64 */
            version: number;
        };
        /** @description What may change of a grade. */
        GradeChange: {
            name: string;
            /** Format: int64 */
            place: number;
        };
        /** @description A new grade. */
        GradeCreate: {
            code: string;
            name: string;
            /** Format: int64 */
            place?: number;
        };
        GradeId: string;
        /** @description A column's value from a day on. */
        GradeValueView: {
            column: string;
            from: string;
            value: string;
        };
        /** @description A grade with the values that the viewer may see. */
        GradeView: {
            can: string[];
            code: string;
            id: components["schemas"]["GradeId"];
            name: string;
            /** Format: int64 */
            place: number;
            values: components["schemas"]["GradeValueView"][];
            /** Format: int64 */
            version: number;
        };
        /** @description All grades in their order. */
        GradesView: {
            can: string[];
            items: components["schemas"]["GradeView"][];
        };
        GrantId: string;
        /** @description A role that a person holds, held or will hold. */
        GrantView: {
            from: string;
            id: components["schemas"]["GrantId"];
            is_held: boolean;
            role: components["schemas"]["Role"];
            to?: string | null;
            unit_id?: components["schemas"]["UnitId"] | null;
        };
        /** @description Which rows to write. */
        ImportApply: {
            /** @description all (nothing when one failed) or valid */
            rows: string;
        };
        /** @description A column that the file fills. */
        ImportColumn: {
            /** @description text, code, day, money, rate, number, truth, choice */
            cell: string;
            key: string;
            title: string;
        };
        /** @description How many rows became what. */
        ImportCounts: {
            /** Format: int64 */
            failed: number;
            /** Format: int64 */
            new: number;
            /**
             * Format: int64
             * @description Amounts that were finer than the minor unit.
             */
            rounded: number;
            /** Format: int64 */
            skip: number;
            /** Format: int64 */
            update: number;
        };
        /** @description A row of the preview. */
        ImportRow: {
            /** @description Column of the product → what stands in the file. */
            cells: {
                [key: string]: string;
            };
            errors: components["schemas"]["CellNote"][];
            notes: components["schemas"]["CellNote"][];
            /**
             * Format: int32
             * @description The row of the file; its header is row 1.
             */
            row: number;
            /** @description new, update, skip, failed */
            verdict: string;
        };
        /** @description What undoing an import did, in things (an order of several rows is one). */
        ImportUndone: {
            /**
             * Format: int64
             * @description What the import had made and stays: customers.
             */
            left: number;
            /**
             * Format: int64
             * @description What the import had changed, and is as it was before.
             */
            restored: number;
            /**
             * Format: int64
             * @description What the import had made: documents cancelled, drafts deleted.
             */
            taken_back: number;
        };
        /** @description The form of an upload. */
        ImportUpload: {
            /**
             * Format: binary
             * @description CSV or XLSX, at most 32 MiB.
             */
            file: string;
            /** @description The kind of sheet: orders, goals, … */
            kind: string;
            /** @description The name of a saved profile. */
            profile?: string | null;
            /** @description The TOML of a profile that is not saved. */
            profile_text?: string | null;
        };
        ImportView: {
            applied_at?: components["schemas"]["Timestamp"] | null;
            can: string[];
            columns: components["schemas"]["ImportColumn"][];
            counts: components["schemas"]["ImportCounts"];
            created_at: components["schemas"]["Timestamp"];
            created_by: string;
            /** @description The first 50 rows that failed; the file of failed rows has all. */
            failed_rows: components["schemas"]["ImportRow"][];
            file_hash: string;
            file_name: string;
            /** Format: int64 */
            file_size: number;
            id: components["schemas"]["BatchId"];
            kind: string;
            /** @description The first 50 rows. */
            preview: components["schemas"]["ImportRow"][];
            /** @description The saved profile that was used; empty without one. */
            profile_name: string;
            /**
             * Format: int64
             * @description Rows looked at so far.
             */
            row_count: number;
            /** @description staging, staged, applied, undone, discarded, refused */
            state: string;
            undone?: components["schemas"]["ImportUndone"] | null;
            undone_at?: components["schemas"]["Timestamp"] | null;
            /** Format: int64 */
            version: number;
            work?: components["schemas"]["ImportWork"] | null;
        };
        /** @description The work on an import that was put down last: its check, then its writing, then its undoing. */
        ImportWork: {
            /**
             * Format: int64
             * @description Rows done so far.
             */
            done: number;
            /** @description Why it failed, as a problem body. */
            problem?: Record<string, never> | null;
            /** @description queued, running, done, failed */
            state: string;
            /**
             * Format: int64
             * @description Rows in all, where that is known; else 0.
             */
            total: number;
        };
        /** @description A link's token and the password that will hold. */
        InvitationAccept: {
            password: string;
            token: string;
        };
        /** @description Under which name somebody is to sign in. */
        InvitationCreate: {
            login: string;
        };
        /** @description A column of a kind. */
        KindColumn: {
            /** @description text, code, day, money, rate, number, truth, choice */
            cell: string;
            choices: string[];
            /** @description How a cell is written. */
            hint: string;
            key: string;
            required: boolean;
            title: string;
        };
        /** @description Kinds of sheets. */
        KindList: {
            can: string[];
            items: components["schemas"]["KindView"][];
        };
        /** @description A kind of sheet that the actor may import. */
        KindView: {
            columns: components["schemas"]["KindColumn"][];
            name: string;
            /** @description What stands before the organisation's own columns, if there may be any: `field.` */
            open_prefix?: string | null;
            title: string;
        };
        /** @description What a measure may come to by the period's end, the lowest first. */
        Levels: {
            expected: string;
            high: string;
            low: string;
        };
        LineId: string;
        /** @description One line. */
        LineView: {
            gross: string;
            id: components["schemas"]["LineId"];
            net: string;
            product?: components["schemas"]["ProductRef"] | null;
            /** Format: int64 */
            quantity: number;
            unit_cost?: string | null;
        };
        /** @description A line as it is written. */
        LineWrite: {
            /** @description Absent: as net. */
            gross?: string | null;
            id?: components["schemas"]["LineId"] | null;
            net: string;
            product_id?: components["schemas"]["ProductId"] | null;
            /**
             * Format: int64
             * @description Whole pieces; 1 when absent.
             */
            quantity?: number | null;
            unit_cost?: string | null;
        };
        /** @description A link that is shown once. */
        LinkView: {
            expires_at: string;
            /** @description Opens the page where the password is set: `<address>/invitation?token=…`. */
            token: string;
            /** @description The whole link, where the server knows its address. */
            url?: string | null;
        };
        /**
         * @description The reader's language.
         * @enum {string}
         */
        Locale: "zh-CN" | "en-US";
        /** @description The lock, with the audit chain's head at its beginning. */
        LockedView: {
            at: components["schemas"]["Timestamp"];
            audit_hash: string;
            /** Format: int64 */
            audit_seq: number;
            by: string;
            /** @description Whether more than one hand was demanded. */
            four_eyes: boolean;
        };
        /** @description A new version of the one measure in a text. */
        MeasureFollow: {
            /** @description The version's first day. */
            from: string;
            text: string;
        };
        /** @description What a new version would change. */
        MeasurePreview: {
            /** @description What is in force, and what was offered, line by line. */
            difference: string;
            /**
             * Format: int64
             * @description Documents whose credits would change.
             */
            documents: number;
            from: string;
            key: string;
            months: components["schemas"]["MonthDifference"][];
        };
        /** @description The text whose `[measure.*]` tables are to be published. */
        MeasurePublish: {
            text: string;
        };
        /** @description A measure in force. */
        MeasureView: {
            /** @description The whole definition, with every default. */
            definition: string;
            /**
             * Format: int32
             * @description Digits after the dot of its amounts.
             */
            digits: number;
            /** @description Its first day. */
            from: string;
            /** @description SHA-256 of the definition. */
            hash: string;
            key: string;
            /** @description `orders`, `payments`, `margin`, … */
            of: string;
            /** @description `money`, `count` or `score`. */
            unit: string;
            /** Format: int64 */
            version: number;
        };
        /** @description What became of each measure of a text. */
        MeasuresPublished: {
            /** @description Keys that are new. */
            created: string[];
            /** @description Keys that were in force with the same definition. */
            unchanged: string[];
        };
        /** @description Everything about a person that is not effective-dated. */
        MemberChange: {
            code: string;
            email?: string | null;
            name: string;
            notes?: string | null;
            phone?: string | null;
        };
        /** @description A new person. */
        MemberCreate: {
            code: string;
            email?: string | null;
            grade?: string | null;
            /** @description Today, when absent. */
            joined_on?: string | null;
            name: string;
            notes?: string | null;
            phone?: string | null;
            position?: string | null;
            unit_id?: components["schemas"]["UnitId"] | null;
        };
        MemberId: string;
        /** @description A person in a list: names, never amounts. */
        MemberItem: {
            code: string;
            grade?: string | null;
            has_login: boolean;
            id: components["schemas"]["MemberId"];
            joined_on: string;
            left_on?: string | null;
            name: string;
            position?: string | null;
            unit_id?: components["schemas"]["UnitId"] | null;
            unit_name?: string | null;
            /** Format: int64 */
            version: number;
        };
        /** @description The last day. */
        MemberLeave: {
            left_on: string;
        };
        /** @description A person as a statement names them. */
        MemberRef: {
            code: string;
            id: components["schemas"]["MemberId"];
            name: string;
        };
        /** @description Where a person belongs from a day on. */
        MemberTransfer: {
            from: string;
            grade?: string | null;
            position?: string | null;
            unit_id: components["schemas"]["UnitId"];
        };
        /** @description A person, whole. */
        MemberView: {
            assignments: components["schemas"]["AssignmentView"][];
            can: string[];
            code: string;
            /** @description Phone, mail and notes are shown to whoever keeps people, and to the person. */
            email?: string | null;
            /** @description The fields that the viewer may see, with their days. */
            fields: components["schemas"]["FieldValueView"][];
            grade?: string | null;
            id: components["schemas"]["MemberId"];
            joined_on: string;
            left_on?: string | null;
            login?: string | null;
            name: string;
            notes?: string | null;
            phone?: string | null;
            position?: string | null;
            roles: components["schemas"]["GrantView"][];
            unit_id?: components["schemas"]["UnitId"] | null;
            unit_name?: string | null;
            variable_pay: components["schemas"]["PayView"][];
            /** Format: int64 */
            version: number;
        };
        /** @description What a month's total of the measure would come to more or less. */
        MonthDifference: {
            /** @description In the measure's unit. */
            amount: string;
            /** @description 2026-03 */
            month: string;
        };
        /** @description The public notice; both days count. */
        NoticeView: {
            from: string;
            /** @description Whether objections are taken today. */
            open: boolean;
            to: string;
        };
        /** @description The answer to an objection. */
        ObjectionAnswer: {
            /** @description An accepted one sends the run back to a new trial. */
            accept: boolean;
            answer: string;
        };
        /** @description What somebody holds against the own statement. */
        ObjectionCreate: {
            /** @description The component's key; absent for the statement as a whole. */
            component?: string | null;
            reason: string;
            statement_id: components["schemas"]["StatementId"];
        };
        ObjectionId: string;
        /** @description An objection. */
        ObjectionView: {
            answer: string;
            answered_at?: components["schemas"]["Timestamp"] | null;
            answered_by?: string | null;
            can: string[];
            /** @description The component's key; empty for the statement as a whole. */
            component: string;
            id: components["schemas"]["ObjectionId"];
            made_at: components["schemas"]["Timestamp"];
            member: components["schemas"]["MemberRef"];
            period: components["schemas"]["PeriodRef"];
            plan: components["schemas"]["PlanRef"];
            reason: string;
            run_id: components["schemas"]["RunId"];
            /** @description `open`, `accepted`, `declined` */
            state: string;
            statement_id: components["schemas"]["StatementId"];
            version: components["schemas"]["Version"];
        };
        OrderId: string;
        /** @description A payment of the order. */
        OrderPayment: {
            amount: string;
            code: string;
            id: components["schemas"]["PaymentId"];
            received_on: string;
            /** @description What has been given back of it. */
            refunded: string;
            state: string;
        };
        /** @description An order as a payment names it. */
        OrderRef: {
            code: string;
            id: components["schemas"]["OrderId"];
        };
        /** @description A row of the list of orders. */
        OrderRow: {
            can: string[];
            code: string;
            currency: string;
            customer?: components["schemas"]["CustomerRef"] | null;
            due_on?: string | null;
            gross: string;
            id: components["schemas"]["OrderId"];
            net: string;
            owner?: components["schemas"]["PersonRef"] | null;
            signed_on: string;
            /** @description `open` or `cancelled`. */
            state: string;
        };
        /** @description An order, whole. */
        OrderView: {
            can: string[];
            code: string;
            currency: string;
            customer?: components["schemas"]["CustomerRef"] | null;
            due_on?: string | null;
            fields: Record<string, never>;
            /** @description With tax and freight. */
            gross: string;
            id: components["schemas"]["OrderId"];
            lines: components["schemas"]["LineView"][];
            /** @description Without tax and freight. */
            net: string;
            origin?: components["schemas"]["OriginView"] | null;
            owner?: components["schemas"]["PersonRef"] | null;
            payments: components["schemas"]["OrderPayment"][];
            signed_on: string;
            /** @description Who shares it; empty when it is its owner's alone. */
            splits: components["schemas"]["SplitView"][];
            /** @description `open` or `cancelled`. */
            state: string;
            version: components["schemas"]["Version"];
        };
        /** @description A new order, or one as it should be from now on. */
        OrderWrite: {
            code: string;
            /** @description Absent: the organisation's currency. */
            currency?: string | null;
            customer_id: components["schemas"]["CustomerId"];
            due_on?: string | null;
            fields?: Record<string, never>;
            lines: components["schemas"]["LineWrite"][];
            owner_id?: components["schemas"]["MemberId"] | null;
            /** @example 2026-03-31 */
            signed_on: string;
            splits?: components["schemas"]["SplitWrite"][];
        };
        /** @description One of them. */
        OrganisationChoice: {
            name: string;
            organisation_id: components["schemas"]["OrganisationId"];
        };
        OrganisationId: string;
        /** @description Which file and row a thing came from. */
        OriginView: {
            batch_id: components["schemas"]["BatchId"];
            /** @description The file's name as it was given. */
            file: string;
            imported_at: components["schemas"]["Timestamp"];
            /**
             * Format: int64
             * @description The row in the file, its header being row 1.
             */
            row: number;
        };
        /** @description One page of a list. */
        Page_AdjustmentRow: {
            /** @description What the viewer may do with the list as a whole. */
            can: string[];
            items: {
                /** @description What earlier runs have adjusted already. */
                adjusted: string;
                causes: components["schemas"]["CauseView"][];
                component: string;
                difference: string;
                /** @description Waits for a decision and pays nothing. */
                is_flag: boolean;
                /** @description Of a flag: what was decided to be left as it was. */
                kept: string;
                locked: string;
                member: components["schemas"]["MemberRef"];
                /** @description As known when this run was tried. */
                now: string;
                payout?: components["schemas"]["PaidView"] | null;
                /** @description The locked period. */
                period: string;
                period_from: string;
                title: string;
            }[];
            /** @description Give this as `after` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_ApprovalView: {
            /** @description What the viewer may do with the list as a whole. */
            can: string[];
            items: {
                can: string[];
                decided_at?: string | null;
                decided_by?: components["schemas"]["MemberId"] | null;
                decided_by_name?: string | null;
                /** @description Why it was turned down. */
                decision_reason?: string | null;
                from: string;
                id: components["schemas"]["ApprovalId"];
                /** @description The lock that stands in the way, with its first and last day. */
                label: string;
                /** @description The operation that is carried out when it is granted: `people_member_transfer`. */
                operation: string;
                /** @description The operation's path ids, `version` and `body`. */
                payload: Record<string, never>;
                reason: string;
                requested_at: string;
                requested_by: components["schemas"]["MemberId"];
                requested_by_name: string;
                /** @description `pending`, `approved`, `rejected` or `withdrawn`. */
                state: string;
                /** @description What it is about, in the organisation's own codes. */
                summary: string;
                to: string;
                /** Format: int64 */
                version: number;
            }[];
            /** @description Give this as `after` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_AuditRowView: {
            /** @description What the viewer may do with the list as a whole. */
            can: string[];
            items: {
                actor: string;
                at: string;
                data: Record<string, never>;
                hash: string;
                operation: string;
                /** @description Names, phones, mails and logins, absent once they are erased; amounts of pay for those who see all pay. */
                personal?: Record<string, never> | null;
                /** Format: int64 */
                seq: number;
                subject: string;
            }[];
            /** @description Give this as `after` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_CalendarView: {
            /** @description What the viewer may do with the list as a whole. */
            can: string[];
            items: {
                can: string[];
                key: string;
                /** @description `month`, `quarter`, `half_year`, `year`: those that it has. */
                kinds: string[];
                /** @description Of a list all periods, else those of two years before to two years after today. */
                periods: components["schemas"]["CalendarPeriod"][];
                /**
                 * Format: int64
                 * @description 0 for the natural calendar, which nobody changes.
                 */
                version: number;
            }[];
            /** @description Give this as `after` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_CustomerView: {
            /** @description What the viewer may do with the list as a whole. */
            can: string[];
            items: {
                can: string[];
                code: string;
                fields: Record<string, never>;
                id: components["schemas"]["CustomerId"];
                name: string;
                origin?: components["schemas"]["OriginView"] | null;
                owner?: components["schemas"]["PersonRef"] | null;
                tags: string[];
                tier: string;
                version: components["schemas"]["Version"];
            }[];
            /** @description Give this as `after` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_DecisionView: {
            /** @description What the viewer may do with the list as a whole. */
            can: string[];
            items: {
                amount: string;
                approval_id: string;
                asked_by: string;
                /** @description Of a flag: the component's key. */
                component?: string | null;
                currency: string;
                decided_at: components["schemas"]["Timestamp"];
                granted_by: string;
                id: components["schemas"]["DecisionId"];
                member: components["schemas"]["MemberRef"];
                /** @description `pay`, `keep`, `write_off`, `settle` or `move` */
                outcome: string;
                /** @description The first day of the prize's period, or of the last locked one that left the balance. */
                period_from: string;
                /** @description `month`, `quarter`, `half_year`, `year` */
                period_kind: string;
                plan_id: components["schemas"]["PlanId"];
                plan_title: string;
                reason: string;
                /** @description `flag` or `balance` */
                subject: string;
                to_plan_id?: components["schemas"]["PlanId"] | null;
                to_plan_title?: string | null;
            }[];
            /** @description Give this as `after` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_GoalView: {
            /** @description What the viewer may do with the list as a whole. */
            can: string[];
            items: {
                /** @description What is written now, in the measure's unit. */
                amount: string;
                /** @description full (for the whole period) or final (already for this person's days) */
                basis: string;
                can: string[];
                figures?: components["schemas"]["GoalFigures"] | null;
                id: components["schemas"]["GoalId"];
                /** @description goal, sprint, challenge */
                level: string;
                measure: string;
                period: components["schemas"]["GoalPeriod"];
                /** @description What counts. */
                published_amount?: string | null;
                /** Format: int64 */
                published_number?: number | null;
                /** @description draft or published */
                state: string;
                subject: components["schemas"]["GoalSubject"];
                /** Format: int64 */
                version: number;
            }[];
            /** @description Give this as `after` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_ImportView: {
            /** @description What the viewer may do with the list as a whole. */
            can: string[];
            items: {
                applied_at?: components["schemas"]["Timestamp"] | null;
                can: string[];
                columns: components["schemas"]["ImportColumn"][];
                counts: components["schemas"]["ImportCounts"];
                created_at: components["schemas"]["Timestamp"];
                created_by: string;
                /** @description The first 50 rows that failed; the file of failed rows has all. */
                failed_rows: components["schemas"]["ImportRow"][];
                file_hash: string;
                file_name: string;
                /** Format: int64 */
                file_size: number;
                id: components["schemas"]["BatchId"];
                kind: string;
                /** @description The first 50 rows. */
                preview: components["schemas"]["ImportRow"][];
                /** @description The saved profile that was used; empty without one. */
                profile_name: string;
                /**
                 * Format: int64
                 * @description Rows looked at so far.
                 */
                row_count: number;
                /** @description staging, staged, applied, undone, discarded, refused */
                state: string;
                undone?: components["schemas"]["ImportUndone"] | null;
                undone_at?: components["schemas"]["Timestamp"] | null;
                /** Format: int64 */
                version: number;
                work?: components["schemas"]["ImportWork"] | null;
            }[];
            /** @description Give this as `after` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_MeasureView: {
            /** @description What the viewer may do with the list as a whole. */
            can: string[];
            items: {
                /** @description The whole definition, with every default. */
                definition: string;
                /**
                 * Format: int32
                 * @description Digits after the dot of its amounts.
                 */
                digits: number;
                /** @description Its first day. */
                from: string;
                /** @description SHA-256 of the definition. */
                hash: string;
                key: string;
                /** @description `orders`, `payments`, `margin`, … */
                of: string;
                /** @description `money`, `count` or `score`. */
                unit: string;
                /** Format: int64 */
                version: number;
            }[];
            /** @description Give this as `after` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_MemberItem: {
            /** @description What the viewer may do with the list as a whole. */
            can: string[];
            items: {
                code: string;
                grade?: string | null;
                has_login: boolean;
                id: components["schemas"]["MemberId"];
                joined_on: string;
                left_on?: string | null;
                name: string;
                position?: string | null;
                unit_id?: components["schemas"]["UnitId"] | null;
                unit_name?: string | null;
                /** Format: int64 */
                version: number;
            }[];
            /** @description Give this as `after` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_ObjectionView: {
            /** @description What the viewer may do with the list as a whole. */
            can: string[];
            items: {
                answer: string;
                answered_at?: components["schemas"]["Timestamp"] | null;
                answered_by?: string | null;
                can: string[];
                /** @description The component's key; empty for the statement as a whole. */
                component: string;
                id: components["schemas"]["ObjectionId"];
                made_at: components["schemas"]["Timestamp"];
                member: components["schemas"]["MemberRef"];
                period: components["schemas"]["PeriodRef"];
                plan: components["schemas"]["PlanRef"];
                reason: string;
                run_id: components["schemas"]["RunId"];
                /** @description `open`, `accepted`, `declined` */
                state: string;
                statement_id: components["schemas"]["StatementId"];
                version: components["schemas"]["Version"];
            }[];
            /** @description Give this as `after` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_OrderRow: {
            /** @description What the viewer may do with the list as a whole. */
            can: string[];
            items: {
                can: string[];
                code: string;
                currency: string;
                customer?: components["schemas"]["CustomerRef"] | null;
                due_on?: string | null;
                gross: string;
                id: components["schemas"]["OrderId"];
                net: string;
                owner?: components["schemas"]["PersonRef"] | null;
                signed_on: string;
                /** @description `open` or `cancelled`. */
                state: string;
            }[];
            /** @description Give this as `after` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_PaymentRow: {
            /** @description What the viewer may do with the list as a whole. */
            can: string[];
            items: {
                account: string;
                amount: string;
                can: string[];
                code: string;
                currency: string;
                customer?: components["schemas"]["CustomerRef"] | null;
                id: components["schemas"]["PaymentId"];
                order?: components["schemas"]["OrderRef"] | null;
                received_on: string;
                /** @description `open` or `cancelled`. */
                state: string;
                version: components["schemas"]["Version"];
            }[];
            /** @description Give this as `after` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_PlanRow: {
            /** @description What the viewer may do with the list as a whole. */
            can: string[];
            items: {
                changed_at: components["schemas"]["Timestamp"];
                id: components["schemas"]["PlanId"];
                key: string;
                /**
                 * Format: int64
                 * @description The version that was published last; 0 before the first.
                 */
                number: number;
                /** @description `draft`, `in_force`, or `changed`: the text is not the one in force */
                state: string;
                title: string;
                valid_from: string;
                /** @description The last day; it counts. */
                valid_to: string;
                version: components["schemas"]["Version"];
            }[];
            /** @description Give this as `after` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_PlanVersionRow: {
            /** @description What the viewer may do with the list as a whole. */
            can: string[];
            items: {
                /** @description The warnings that the signature accepts, each with its reason. */
                accepted: components["schemas"]["AcceptedFinding"][];
                can: string[];
                /**
                 * Format: int64
                 * @description How many of those in the plan have confirmed that they read it.
                 */
                confirmed: number;
                /** @description SHA-256 of the canonical value, in hexadecimal. */
                hash: string;
                /** Format: int64 */
                number: number;
                published_at: components["schemas"]["Timestamp"];
                /** @description The name of who signed it. */
                published_by?: string | null;
                text: string;
                title: string;
                valid_from: string;
                valid_to: string;
            }[];
            /** @description Give this as `after` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_ProductView: {
            /** @description What the viewer may do with the list as a whole. */
            can: string[];
            items: {
                can: string[];
                code: string;
                family: string;
                fields: Record<string, never>;
                id: components["schemas"]["ProductId"];
                name: string;
                version: components["schemas"]["Version"];
            }[];
            /** @description Give this as `after` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_ProfileView: {
            /** @description What the viewer may do with the list as a whole. */
            can: string[];
            items: {
                can: string[];
                changed_at: components["schemas"]["Timestamp"];
                id: components["schemas"]["ProfileId"];
                kind: string;
                name: string;
                /** @description The TOML. */
                text: string;
                /** Format: int64 */
                version: number;
            }[];
            /** @description Give this as `after` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_RefundView: {
            /** @description What the viewer may do with the list as a whole. */
            can: string[];
            items: {
                amount: string;
                can: string[];
                code: string;
                currency: string;
                customer?: components["schemas"]["CustomerRef"] | null;
                id: components["schemas"]["RefundId"];
                origin?: components["schemas"]["OriginView"] | null;
                payment: components["schemas"]["PaymentRef"];
                refunded_on: string;
                /** @description `open` or `cancelled`. */
                state: string;
                version: components["schemas"]["Version"];
            }[];
            /** @description Give this as `after` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_RunRow: {
            /** @description What the viewer may do with the list as a whole. */
            can: string[];
            items: {
                can: string[];
                currency: string;
                /** Format: int64 */
                exceptions_count: number;
                id: components["schemas"]["RunId"];
                /** Format: int64 */
                people_count: number;
                period: components["schemas"]["PeriodRef"];
                plan: components["schemas"]["PlanRef"];
                /**
                 * Format: int64
                 * @description How often it was tried.
                 */
                round: number;
                /** @description `trial`, `lead_reviewed`, `finance_reviewed`, `notice`, `rejected`, `locked`, `exported`, `paid` */
                state: string;
                total: string;
                trial_id: components["schemas"]["TrialId"];
                tried_at: components["schemas"]["Timestamp"];
                tried_by?: string | null;
                version: components["schemas"]["Version"];
            }[];
            /** @description Give this as `after` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_SimulatedPerson: {
            /** @description What the viewer may do with the list as a whole. */
            can: string[];
            items: {
                after: string;
                before: string;
                difference: string;
                member: components["schemas"]["MemberRef"];
            }[];
            /** @description Give this as `after` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_StatementDocumentRow: {
            /** @description What the viewer may do with the list as a whole. */
            can: string[];
            items: {
                /** @description What it counts for this person in the measure, its refunds of the period in it. */
                amount: string;
                customer?: components["schemas"]["CustomerName"] | null;
                day: string;
                document: components["schemas"]["DocumentRef"];
                measure: string;
                parts: components["schemas"]["DocumentPart"][];
                /** @description The refunds that are in it. */
                refunds: components["schemas"]["DocumentRef"][];
                /** @description The person's share, where others share it: "0.7". */
                share?: string | null;
            }[];
            /** @description Give this as `after` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_StatementRow: {
            /** @description What the viewer may do with the list as a whole. */
            can: string[];
            items: {
                /** @description Of the first component that has one; percent, rounded down to 0.1 %. */
                attainment?: string | null;
                components: components["schemas"]["ComponentPay"][];
                currency: string;
                /** @description `no_goal`, `no_value`, … */
                exceptions: string[];
                id: components["schemas"]["StatementId"];
                member: components["schemas"]["MemberRef"];
                period: components["schemas"]["PeriodRef"];
                plan: components["schemas"]["PlanRef"];
                /** @description `trial` outside a run, and where a newer trial stands in its place; else the run's state. */
                state: string;
                total: string;
                trial_id: components["schemas"]["TrialId"];
                unit?: components["schemas"]["UnitRef"] | null;
            }[];
            /** @description Give this as `after` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_TodayRow: {
            /** @description What the viewer may do with the list as a whole. */
            can: string[];
            items: {
                /** @description What later locked runs have adjusted already. */
                adjusted: string;
                /** @description What the next adjustment would be. */
                difference: string;
                /** @description Of a run that is not locked yet: as its trial says. */
                locked: string;
                member: components["schemas"]["MemberRef"];
                now: string;
            }[];
            /** @description Give this as `after` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_TrialView: {
            /** @description What the viewer may do with the list as a whole. */
            can: string[];
            items: {
                can: string[];
                currency: string;
                /** Format: int64 */
                exceptions_count: number;
                id: components["schemas"]["TrialId"];
                made_at: components["schemas"]["Timestamp"];
                /** @description The name of who made it; absent for the command line. */
                made_by?: string | null;
                /**
                 * Format: int64
                 * @description People who had been moved to another unit and whose credits did not bear it yet: calculate again.
                 */
                moved_count: number;
                /** Format: int64 */
                people_count: number;
                period: components["schemas"]["PeriodRef"];
                plan: components["schemas"]["PlanRef"];
                /** @description `trial` */
                state: string;
                total: string;
            }[];
            /** @description Give this as `after` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_WaitingRow: {
            /** @description What the viewer may do with the list as a whole. */
            can: string[];
            items: {
                /** @description Of a flag the difference, of a balance what is owed. */
                amount: string;
                /** @description The wish that waits for its second person. */
                approval_id?: string | null;
                /** @description The outcomes that may be asked for: `pay`, `keep`, `write_off`, `settle`, `move`. */
                can: string[];
                /** @description Of a flag: the component's key and title. */
                component?: string | null;
                currency: string;
                member: components["schemas"]["MemberRef"];
                /** @description The locked period of the prize, or the last locked one, which left the balance. */
                period: components["schemas"]["PeriodRef"];
                plan: components["schemas"]["PlanRef"];
                /** @description When it was first seen. */
                since: components["schemas"]["Timestamp"];
                /** @description `flag` or `balance` */
                subject: string;
                title?: string | null;
            }[];
            /** @description Give this as `after` for the next page; absent on the last one. */
            next?: string | null;
        };
        /** @description What becomes of earned pay. */
        PaidView: {
            /** @description What clawbacks take beside it. */
            clawed: string;
            /** @description Of a statement's line after the period; of a difference by how much it moves. */
            held: string;
            /** @description Of draws; of a statement's line after the period, of a difference by how much it moves. */
            owed: string;
            payable: string;
        };
        /** @description The old password and the new one. */
        PasswordChange: {
            new_password: string;
            old_password: string;
        };
        /** @description Variable pay of a year, from a day on. */
        PayView: {
            amount: string;
            from: string;
        };
        PaymentId: string;
        /** @description The order that an unmatched payment is for. */
        PaymentMatch: {
            order_id: components["schemas"]["OrderId"];
        };
        /** @description A payment as a refund names it. */
        PaymentRef: {
            code: string;
            id: components["schemas"]["PaymentId"];
        };
        /** @description Money given back from the payment. */
        PaymentRefund: {
            amount: string;
            code: string;
            id: components["schemas"]["RefundId"];
            refunded_on: string;
            state: string;
        };
        /** @description A row of the list of payments. */
        PaymentRow: {
            account: string;
            amount: string;
            can: string[];
            code: string;
            currency: string;
            customer?: components["schemas"]["CustomerRef"] | null;
            id: components["schemas"]["PaymentId"];
            order?: components["schemas"]["OrderRef"] | null;
            received_on: string;
            /** @description `open` or `cancelled`. */
            state: string;
            version: components["schemas"]["Version"];
        };
        /** @description A payment, whole. */
        PaymentView: {
            account: string;
            /** @description Gross. */
            amount: string;
            can: string[];
            code: string;
            currency: string;
            customer?: components["schemas"]["CustomerRef"] | null;
            id: components["schemas"]["PaymentId"];
            order?: components["schemas"]["OrderRef"] | null;
            origin?: components["schemas"]["OriginView"] | null;
            received_on: string;
            refunds: components["schemas"]["PaymentRefund"][];
            /** @description `open` or `cancelled`. */
            state: string;
            /** @description What no line of its order takes: the whole of an unmatched payment, or what exceeds the order. */
            unmatched: string;
            version: components["schemas"]["Version"];
        };
        /** @description A new payment, or one as it should be from now on. */
        PaymentWrite: {
            account?: string;
            amount: string;
            /** @description The bank's or company's own number; made when absent. */
            code?: string | null;
            customer_id?: components["schemas"]["CustomerId"] | null;
            order_id?: components["schemas"]["OrderId"] | null;
            /** @example 2026-03-31 */
            received_on: string;
        };
        /** @description A period of a calendar. */
        PeriodRef: {
            calendar: string;
            from: string;
            /** @description `month`, `quarter`, `half_year`, `year` */
            kind: string;
            name: string;
            /** @description The last day; it counts. */
            to: string;
        };
        /** @description A period with its worked days. */
        PeriodView: {
            after?: string | null;
            before?: string | null;
            calendar: string;
            from: string;
            /** @description Days from Monday to Friday that are off. */
            holidays: string[];
            kind: string;
            name: string;
            /** @description Its last day. */
            to: string;
            today: string;
            workdays: string[];
            /** @description False where a year has no table and Monday to Friday was counted. */
            workdays_known: boolean;
        };
        /** @description One period of a list. */
        PeriodWrite: {
            from: string;
            /** @description `month`, `quarter`, `half_year` or `year`. */
            kind: string;
            name?: string | null;
            /** @description Its last day; without it the day before the next period of its kind. */
            to?: string | null;
        };
        /** @description A person as other things name them. */
        PersonRef: {
            code: string;
            id: components["schemas"]["MemberId"];
            name: string;
        };
        /** @description Everything that a check found. */
        PlanCheckView: {
            /** @description How many worked examples ran. */
            examples: number;
            findings: components["schemas"]["FindingView"][];
            /** @description No error stands in the way; warnings may. */
            sound: boolean;
        };
        /** @description A component as the list of a plan names it. */
        PlanComponent: {
            key: string;
            /** @description `month`, `quarter`, `half_year`, `year` */
            period: string;
            title: string;
        };
        /** @description Which text was read. */
        PlanConfirm: {
            /** @description The hash of the text that was shown. */
            hash: string;
            /** Format: int64 */
            number: number;
        };
        PlanId: string;
        /** @description A plan as a trial names it: the text that it was made from may have changed since. */
        PlanRef: {
            /** @description SHA-256 of the plan that was calculated. */
            hash: string;
            id?: components["schemas"]["PlanId"] | null;
            key: string;
            title: string;
        };
        /** @description A row of the list of plans. */
        PlanRow: {
            changed_at: components["schemas"]["Timestamp"];
            id: components["schemas"]["PlanId"];
            key: string;
            /**
             * Format: int64
             * @description The version that was published last; 0 before the first.
             */
            number: number;
            /** @description `draft`, `in_force`, or `changed`: the text is not the one in force */
            state: string;
            title: string;
            valid_from: string;
            /** @description The last day; it counts. */
            valid_to: string;
            version: components["schemas"]["Version"];
        };
        /** @description A sentence, where it stands. */
        PlanSentence: {
            /** @description 0 for a section, or for a change; what belongs to a sentence stands one deeper. */
            depth: number;
            /** @description `2.` of a section, `2.1` of its sentences; empty for what stands below one. */
            number: string;
            text: string;
        };
        /** @description A published version. */
        PlanVersionRow: {
            /** @description The warnings that the signature accepts, each with its reason. */
            accepted: components["schemas"]["AcceptedFinding"][];
            can: string[];
            /**
             * Format: int64
             * @description How many of those in the plan have confirmed that they read it.
             */
            confirmed: number;
            /** @description SHA-256 of the canonical value, in hexadecimal. */
            hash: string;
            /** Format: int64 */
            number: number;
            published_at: components["schemas"]["Timestamp"];
            /** @description The name of who signed it. */
            published_by?: string | null;
            text: string;
            title: string;
            valid_from: string;
            valid_to: string;
        };
        /** @description A plan, whole. */
        PlanView: {
            calendar: string;
            can: string[];
            changed_at: components["schemas"]["Timestamp"];
            components: components["schemas"]["PlanComponent"][];
            /** @description SHA-256 of the canonical value, in hexadecimal. */
            hash: string;
            id: components["schemas"]["PlanId"];
            key: string;
            /**
             * Format: int64
             * @description The version that was published last; 0 before the first.
             */
            number: number;
            /** @description `draft`, `in_force`, or `changed`: the text is not the one in force */
            state: string;
            /** @description TOML, as it was typed. */
            text: string;
            title: string;
            valid_from: string;
            valid_to: string;
            version: components["schemas"]["Version"];
        };
        /** @description A plan in plain sentences, in the reader's language. */
        PlanWords: {
            /** @description What is said differently since that version; empty where nothing is, comments and order aside. */
            changes: components["schemas"]["PlanSentence"][];
            sentences: components["schemas"]["PlanSentence"][];
            /**
             * Format: int64
             * @description The version that it is compared with; absent for a first one.
             */
            since?: number | null;
        };
        /** @description A text to be kept as a draft, or only to be checked. */
        PlanWrite: {
            text: string;
        };
        /** @description The body of every refusal, as `application/problem+json`. */
        ProblemBody: {
            /** @description Stable; the key of the sentence in `locales/`. */
            code: string;
            /** @description What is wrong with single fields, rows or places. */
            fields: components["schemas"]["FieldError"][];
            /** @description The values that the sentence needs. */
            params: Record<string, never>;
            /** Format: int32 */
            status: number;
            /** @description `/problems/<code>` */
            type: string;
        };
        ProductId: string;
        /** @description A product as a line names it. */
        ProductRef: {
            code: string;
            family: string;
            id: components["schemas"]["ProductId"];
            name: string;
        };
        /** @description A product. */
        ProductView: {
            can: string[];
            code: string;
            family: string;
            fields: Record<string, never>;
            id: components["schemas"]["ProductId"];
            name: string;
            version: components["schemas"]["Version"];
        };
        /** @description A new product, or one as it should be from now on. */
        ProductWrite: {
            code: string;
            family?: string;
            fields?: Record<string, never>;
            name: string;
        };
        ProfileId: string;
        /** @description A profile to be saved. */
        ProfileSave: {
            kind: string;
            text: string;
        };
        ProfileView: {
            can: string[];
            changed_at: components["schemas"]["Timestamp"];
            id: components["schemas"]["ProfileId"];
            kind: string;
            name: string;
            /** @description The TOML. */
            text: string;
            /** Format: int64 */
            version: number;
        };
        PublicationId: string;
        RefundId: string;
        /** @description A refund. */
        RefundView: {
            amount: string;
            can: string[];
            code: string;
            currency: string;
            customer?: components["schemas"]["CustomerRef"] | null;
            id: components["schemas"]["RefundId"];
            origin?: components["schemas"]["OriginView"] | null;
            payment: components["schemas"]["PaymentRef"];
            refunded_on: string;
            /** @description `open` or `cancelled`. */
            state: string;
            version: components["schemas"]["Version"];
        };
        /** @description A new refund, or one as it should be from now on. */
        RefundWrite: {
            amount: string;
            /** @description The company's own number; made when absent. */
            code?: string | null;
            /** @description The payment that it takes back from; never changed by an edit. */
            payment_id: components["schemas"]["PaymentId"];
            /** @example 2026-04-02 */
            refunded_on: string;
        };
        /**
         * @description The roles of the product. Source: decisions.md "Who may do what".
         * @enum {string}
         */
        Role: "administrator" | "director" | "lead" | "sales" | "hr" | "finance" | "viewer";
        /** @description A role, and for a lead the unit if it is not the own one. */
        RoleGrant: {
            role: components["schemas"]["Role"];
            unit_id?: components["schemas"]["UnitId"] | null;
        };
        RunId: string;
        /** @description Who was paid. */
        RunPay: {
            /** @description Everybody who is not marked yet where absent. */
            member_ids?: components["schemas"]["MemberId"][] | null;
            /** @description The day of the payment; today when absent. */
            paid_on?: string | null;
        };
        /** @description Why something is sent back. */
        RunReject: {
            reason: string;
        };
        /** @description What a lead is to approve. */
        RunReviewView: {
            approved_at?: components["schemas"]["Timestamp"] | null;
            approved_by?: string | null;
            /** @description Somebody who must not approve the own statement alone. */
            person?: string | null;
            /** @description The lead's name; absent: the director. */
            reviewer?: string | null;
            /** @description The unit's name; absent for people without a unit, and for the statement of one person. */
            unit?: string | null;
            unit_id?: components["schemas"]["UnitId"] | null;
        };
        /** @description A run in a list. Its totals are over the people whom the viewer may see. */
        RunRow: {
            can: string[];
            currency: string;
            /** Format: int64 */
            exceptions_count: number;
            id: components["schemas"]["RunId"];
            /** Format: int64 */
            people_count: number;
            period: components["schemas"]["PeriodRef"];
            plan: components["schemas"]["PlanRef"];
            /**
             * Format: int64
             * @description How often it was tried.
             */
            round: number;
            /** @description `trial`, `lead_reviewed`, `finance_reviewed`, `notice`, `rejected`, `locked`, `exported`, `paid` */
            state: string;
            total: string;
            trial_id: components["schemas"]["TrialId"];
            tried_at: components["schemas"]["Timestamp"];
            tried_by?: string | null;
            version: components["schemas"]["Version"];
        };
        /** @description What somebody did. */
        RunStepView: {
            at: components["schemas"]["Timestamp"];
            by: string;
            reason: string;
            /** Format: int64 */
            round: number;
            /** @description `try`, `review_lead`, `review_finance`, `notice`, `reject`, `objection_accepted`, `lock`, `export`, `pay` */
            step: string;
        };
        /** @description Which period is to be tried. */
        RunTry: {
            /** @description Its name in the plan's calendar, or its first day. */
            period: string;
            plan_id: components["schemas"]["PlanId"];
        };
        /** @description A run, whole. */
        RunView: components["schemas"]["RunRow"] & {
            /** @description Of all people together; absent for those who do not see everybody. */
            adjusted?: string | null;
            /** Format: int64 */
            export_count: number;
            /** @description SHA-256 over the hashes of the trial's statements: equal inputs, equal hash. */
            hash: string;
            locked?: components["schemas"]["LockedView"] | null;
            notice?: components["schemas"]["NoticeView"] | null;
            /** Format: int64 */
            open_objections: number;
            /** @description Owed by people after the run, all together. */
            owed?: string | null;
            /** Format: int64 */
            paid_count: number;
            /**
             * Format: int64
             * @description How many people the run pays, and how many of them are marked as paid.
             */
            payable_count: number;
            reviews: components["schemas"]["RunReviewView"][];
            since_trial: components["schemas"]["SinceTrial"];
            steps: components["schemas"]["RunStepView"][];
            /**
             * Format: int64
             * @description Flagged prizes and balances of the plan and kind that wait for a decision; absent for those who do not see everybody.
             */
            undecided_count?: number | null;
            unmatched: string;
            /**
             * Format: int64
             * @description Payments of the period of which a part names no order and so counts for nobody.
             */
            unmatched_count: number;
        };
        /** @description The person signed in. */
        SessionMember: {
            code: string;
            id: components["schemas"]["MemberId"];
            name: string;
            position?: string | null;
            unit_name?: string | null;
        };
        /** @description The organisation entered. */
        SessionOrganisation: {
            currency: string;
            name: string;
            time_zone: string;
        };
        /** @description Who is signed in. */
        SessionView: {
            /** @description The names of all permissions held, whatever their reach. */
            can: string[];
            demo: boolean;
            locale: components["schemas"]["Locale"];
            member: components["schemas"]["SessionMember"];
            organisation: components["schemas"]["SessionOrganisation"];
            roles: components["schemas"]["Role"][];
        };
        /** @description The new value of a setting. */
        SettingChange: {
            value: string;
        };
        /** @description One setting of the organisation. */
        SettingView: {
            can: string[];
            key: string;
            /** @description `truth` or `count` */
            kind: string;
            value: string;
            /** Format: int64 */
            version: number;
        };
        /** @description All settings. */
        SettingsView: {
            items: components["schemas"]["SettingView"][];
        };
        /** @description The first organisation and its administrator. */
        SetupRequest: {
            currency?: string;
            login: string;
            name: string;
            /** @description Its name. Where the organisation is there already, this and the next two are not asked for. */
            organisation?: string;
            password: string;
            time_zone?: string;
            /** @description From the server's console. */
            token: string;
        };
        /** @description Whether the first set-up is still to come, and whom the sample company lets in. */
        SetupView: {
            demo_users: components["schemas"]["DemoUserView"][];
            /** @description Whether the organisation is there already and only its administrator is missing. */
            has_organisation: boolean;
            needed: boolean;
        };
        /** @description Signed in, or asked to choose an organisation first. */
        SignInAnswer: components["schemas"]["SessionView"] | components["schemas"]["ChooseView"];
        /** @description A login's name and password. */
        SignInRequest: {
            login: string;
            organisation_id?: components["schemas"]["OrganisationId"] | null;
            password: string;
        };
        /** @description What would this plan have cost? */
        SimulationAsk: {
            /** @description The `next` of the page before. */
            after?: string | null;
            /**
             * Format: int64
             * @description Rows of a page of people, 1 to 200; 50 when absent.
             */
            limit?: number | null;
            /** @description Periods of its calendar that it covers: names or first days. */
            periods: string[];
            plan_id?: components["schemas"]["PlanId"] | null;
            /** @description Text in a person's code or name. */
            search?: string | null;
            /** @description The text of a plan, published or not. */
            text: string;
        };
        /** @description What the plan would cost, and for whom it would be better or worse. All periods together. */
        SimulationView: {
            after: string;
            before: string;
            currency: string;
            difference: string;
            /** @description What the check finds: cliffs, falling pay, unbounded cost. */
            findings: components["schemas"]["FindingView"][];
            losers: number;
            /** @description Who loses most stands first. */
            people: components["schemas"]["Page_SimulatedPerson"];
            periods: components["schemas"]["PeriodRef"][];
            unchanged: number;
            winners: number;
        };
        /** @description What was recorded for the period's days after the trial's snapshot. */
        SinceTrial: {
            /** @description By measure, in its unit. */
            amounts: {
                [key: string]: string;
            };
            corrections: number;
            documents: number;
        };
        /** @description One person's share. */
        SplitView: {
            member: components["schemas"]["PersonRef"];
            /** @description "0.7" for 70 %. */
            share: string;
        };
        /** @description A share as it is written. */
        SplitWrite: {
            member_id: components["schemas"]["MemberId"];
            /** @description "70%" or "0.7". */
            share: string;
        };
        /** @description A component with its steps, in the order of the calculation. */
        StatementComponent: {
            /** @description Percent, rounded down to 0.1 %. */
            attainment?: string | null;
            key: string;
            /** @description `attainment`, `commission` */
            kind: string;
            /** @description What it earns. */
            pay: string;
            payout?: components["schemas"]["PaidView"] | null;
            /** @description Why nothing is paid: `gate`, `when`, `no_goal`, … */
            reason?: string | null;
            steps: components["schemas"]["StepView"][];
            title: string;
            /** @description What no document is behind, such as a floor without a sale. */
            unattributed: string;
        };
        /** @description A decision about what was owed, on the statement that it reaches. */
        StatementDecision: {
            asked_by: string;
            granted_by: string;
            /** @description Of a move: the plan at its other end. */
            other_plan?: string | null;
            /** @description `pay`, `keep`, `write_off`, `settle` or `move` */
            outcome: string;
            /** @description What it adds to what is owed here, or takes from it. */
            owed: string;
            reason: string;
        };
        /** @description A document behind a statement. */
        StatementDocumentRow: {
            /** @description What it counts for this person in the measure, its refunds of the period in it. */
            amount: string;
            customer?: components["schemas"]["CustomerName"] | null;
            day: string;
            document: components["schemas"]["DocumentRef"];
            measure: string;
            parts: components["schemas"]["DocumentPart"][];
            /** @description The refunds that are in it. */
            refunds: components["schemas"]["DocumentRef"][];
            /** @description The person's share, where others share it: "0.7". */
            share?: string | null;
        };
        StatementId: string;
        /** @description A measure of the period. */
        StatementMeasure: {
            actual?: string | null;
            /** @description Percent, rounded down to 0.1 %. */
            attainment?: string | null;
            /** @description Absent: no goal. */
            goal?: string | null;
            key: string;
        };
        /** @description A person of a trial. */
        StatementRow: {
            /** @description Of the first component that has one; percent, rounded down to 0.1 %. */
            attainment?: string | null;
            components: components["schemas"]["ComponentPay"][];
            currency: string;
            /** @description `no_goal`, `no_value`, … */
            exceptions: string[];
            id: components["schemas"]["StatementId"];
            member: components["schemas"]["MemberRef"];
            period: components["schemas"]["PeriodRef"];
            plan: components["schemas"]["PlanRef"];
            /** @description `trial` outside a run, and where a newer trial stands in its place; else the run's state. */
            state: string;
            total: string;
            trial_id: components["schemas"]["TrialId"];
            unit?: components["schemas"]["UnitRef"] | null;
        };
        /** @description A statement as known today. */
        StatementToday: {
            components: components["schemas"]["ComponentToday"][];
            /** @description Goal, actual and attainment as known today. */
            measures: components["schemas"]["StatementMeasure"][];
        };
        /** @description The trial that a statement belongs to. */
        StatementTrial: {
            /** @description SHA-256 of the kept statement, in hexadecimal. */
            hash?: string | null;
            id: components["schemas"]["TrialId"];
            made_at: components["schemas"]["Timestamp"];
            run_id?: components["schemas"]["RunId"] | null;
            /** @description `trial` outside a run, and where a newer trial stands in its place; else the run's state. */
            state: string;
        };
        /** @description A statement, whole. */
        StatementView: {
            /** @description What locked periods would pay otherwise, as known at the trial. */
            adjustments: components["schemas"]["AdjustmentRow"][];
            can: string[];
            components: components["schemas"]["StatementComponent"][];
            currency: string;
            decisions: components["schemas"]["StatementDecision"][];
            exceptions: string[];
            /** @description Held after the period, all components together. */
            held: string;
            id: components["schemas"]["StatementId"];
            measures: components["schemas"]["StatementMeasure"][];
            member: components["schemas"]["MemberRef"];
            /**
             * @description Owed before the period, what was decided about it since, what this period takes of it (negative: gives back), and
             *     what is owed after it: `opening` and decisions less `taken`, and a total below 0.
             */
            opening: string;
            owed: string;
            period: components["schemas"]["PeriodRef"];
            plan: components["schemas"]["PlanRef"];
            taken: string;
            /** @description What it pays: earned and adjustments, less what is taken for what is owed. */
            total: string;
            trial: components["schemas"]["StatementTrial"];
            unit?: components["schemas"]["UnitRef"] | null;
        };
        /** @description One step. `code` and `params` are worded from `steps.*` of the catalogue. */
        StepView: {
            /** @description What the step comes to. */
            amount?: string | null;
            code: string;
            /**
             * Format: int32
             * @description 0: a step of the pipeline; 1: what lies inside one.
             */
            depth: number;
            document?: components["schemas"]["DocumentRef"] | null;
            params: {
                [key: string]: string;
            };
        };
        /** Format: date-time */
        Timestamp: string;
        /** @description One person's earned amount of a period: as locked, adjusted since, and as known today. */
        TodayRow: {
            /** @description What later locked runs have adjusted already. */
            adjusted: string;
            /** @description What the next adjustment would be. */
            difference: string;
            /** @description Of a run that is not locked yet: as its trial says. */
            locked: string;
            member: components["schemas"]["MemberRef"];
            now: string;
        };
        /** @description The total of one person or unit. */
        TotalView: {
            /** @description In the measure's unit. */
            amount: string;
            /** @description As it was locked; absent where no locked run covers the person (of a unit: anybody). */
            as_locked?: string | null;
            code: string;
            /**
             * Format: int64
             * @description Documents in force behind it, those worth 0 included; absent of units and of an earlier instant.
             */
            documents?: number | null;
            /** @description `member_…` or `unit_…`. */
            id: string;
            /** @description Whether it is of the whole period. False where the viewer led the person before: it is of the own days then. */
            is_whole: boolean;
            name: string;
            /** @description Of a unit with a figure as locked: how many of its people are in no locked run and count as known today. */
            not_locked?: number | null;
        };
        /** @description Totals of one measure in one period. */
        TotalsView: {
            calendar: string;
            can: string[];
            from: string;
            /** @description By code. Whoever has no credit is absent among people; units are all there, closed ones where they have credits. */
            items: components["schemas"]["TotalView"][];
            measure: string;
            /** @description The whole organisation, people without a unit included; by unit, for those who see all of it. */
            organisation?: string | null;
            /** @description The same as it was locked; absent where no locked run covers a day of the period. */
            organisation_as_locked?: string | null;
            period: string;
            /** @description The last day. */
            to: string;
        };
        /** @description What to calculate. */
        TrialCreate: {
            /** @description Its name in the plan's calendar, or its first day. */
            period: string;
            plan_id: components["schemas"]["PlanId"];
        };
        TrialId: string;
        /** @description A trial. Its totals are over the people whom the viewer may see. */
        TrialView: {
            can: string[];
            currency: string;
            /** Format: int64 */
            exceptions_count: number;
            id: components["schemas"]["TrialId"];
            made_at: components["schemas"]["Timestamp"];
            /** @description The name of who made it; absent for the command line. */
            made_by?: string | null;
            /**
             * Format: int64
             * @description People who had been moved to another unit and whose credits did not bear it yet: calculate again.
             */
            moved_count: number;
            /** Format: int64 */
            people_count: number;
            period: components["schemas"]["PeriodRef"];
            plan: components["schemas"]["PlanRef"];
            /** @description `trial` */
            state: string;
            total: string;
        };
        /** @description How a unit is called. */
        UnitChange: {
            code: string;
            name: string;
        };
        /** @description The last day of a unit. */
        UnitClose: {
            last_day: string;
        };
        /** @description A new unit. */
        UnitCreate: {
            code: string;
            leader_id?: components["schemas"]["MemberId"] | null;
            name: string;
            parent_id?: components["schemas"]["UnitId"] | null;
            /** @description Today, when absent. */
            since?: string | null;
        };
        UnitId: string;
        /** @description Where a unit stands, and who leads it, from a day on. */
        UnitPlace: {
            from: string;
            leader_id?: components["schemas"]["MemberId"] | null;
            parent_id?: components["schemas"]["UnitId"] | null;
        };
        /** @description Where a unit stands on some days; `to` is the last one, absent while it lasts. */
        UnitPlaceView: {
            from: string;
            leader_id?: components["schemas"]["MemberId"] | null;
            parent_id?: components["schemas"]["UnitId"] | null;
            to?: string | null;
        };
        /** @description A unit as a statement names it. */
        UnitRef: {
            id: components["schemas"]["UnitId"];
            name: string;
        };
        /** @description The tree of one day. */
        UnitTreeView: {
            can: string[];
            /** @description Every unit open on that day, by code; there may be several without a parent. */
            items: components["schemas"]["UnitView"][];
            on: string;
        };
        /** @description A unit on the day asked for. */
        UnitView: {
            can: string[];
            code: string;
            id: components["schemas"]["UnitId"];
            leader_id?: components["schemas"]["MemberId"] | null;
            leader_name?: string | null;
            name: string;
            parent_id?: components["schemas"]["UnitId"] | null;
            /** @description Where it stood on which days. */
            places: components["schemas"]["UnitPlaceView"][];
            /**
             * Format: int64
             * @description Everybody in the unit and all units below it.
             */
            size: number;
            /** Format: int64 */
            version: number;
        };
        /** @description A value from a day on. */
        ValueSet: {
            from: string;
            value: string;
        };
        /** @description A value as it stands. */
        ValueView: {
            can: string[];
            day: string;
            id: components["schemas"]["DocumentId"];
            measure: string;
            member_id: components["schemas"]["MemberId"];
            value: string;
            /** Format: int64 */
            version: number;
        };
        /** @description A value as it is typed; one that stands for the same measure, person and day is replaced. */
        ValueWrite: {
            day: string;
            /** @description The key of a manual measure. */
            measure: string;
            member_id: components["schemas"]["MemberId"];
            /** @description In the measure's unit: "12", "4.5", "1234.50". */
            value: string;
        };
        /** @description Variable pay of a year, from a day on. */
        VariablePaySet: {
            amount: string;
            from: string;
        };
        /**
         * Format: int64
         * @description The optimistic version of an aggregate; 1 when it is created.
         */
        Version: number;
        /** @description Something that waits for a decision of two people. */
        WaitingRow: {
            /** @description Of a flag the difference, of a balance what is owed. */
            amount: string;
            /** @description The wish that waits for its second person. */
            approval_id?: string | null;
            /** @description The outcomes that may be asked for: `pay`, `keep`, `write_off`, `settle`, `move`. */
            can: string[];
            /** @description Of a flag: the component's key and title. */
            component?: string | null;
            currency: string;
            member: components["schemas"]["MemberRef"];
            /** @description The locked period of the prize, or the last locked one, which left the balance. */
            period: components["schemas"]["PeriodRef"];
            plan: components["schemas"]["PlanRef"];
            /** @description When it was first seen. */
            since: components["schemas"]["Timestamp"];
            /** @description `flag` or `balance` */
            subject: string;
            title?: string | null;
        };
        /** @description A day that differs from Monday to Friday. */
        WorkdayExceptionView: {
            day: string;
            /** @description True for a holiday, false for a worked weekend. */
            is_off: boolean;
            /** @description What it is called. */
            name?: string;
        };
        /** @description The table of a year. */
        WorkdaysView: {
            /** @description Worked days of each month, January first. */
            by_month: number[];
            can: string[];
            exceptions: components["schemas"]["WorkdayExceptionView"][];
            /** @description False where Monday to Friday is counted for want of a table. */
            is_known: boolean;
            /**
             * Format: int64
             * @description 0 for a shipped table and where there is none.
             */
            version: number;
            /** Format: int32 */
            year: number;
        };
        /** @description The table of a year as it is written; it takes the place of the whole year. */
        WorkdaysWrite: {
            exceptions: components["schemas"]["WorkdayExceptionView"][];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    customers_customer_list: {
        parameters: {
            query?: {
                /** @description Rows of a page, 1 to 200; 50 when absent. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
                /** @description Text in code or name. */
                search?: string;
                /** @description `code`, `name`; with `-` descending. */
                sort?: string;
                owner_id?: components["schemas"]["MemberId"];
                tier?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_CustomerView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    customers_customer_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomerWrite"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    customers_customer_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                customer_id: components["schemas"]["CustomerId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    customers_customer_edit: {
        parameters: {
            query?: never;
            header: {
                "If-Match": number;
            };
            path: {
                customer_id: components["schemas"]["CustomerId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomerWrite"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    customers_order_list: {
        parameters: {
            query?: {
                /** @description Rows of a page, 1 to 200; 50 when absent. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
                /** @description Text in the order's code or the customer's code or name. */
                search?: string;
                /** @description `signed_on`, `code`, `net`; with `-` descending. Newest first when absent. */
                sort?: string;
                customer_id?: components["schemas"]["CustomerId"];
                owner_id?: components["schemas"]["MemberId"];
                /** @description `open` or `cancelled`. */
                state?: string;
                /** @description First day of signing. */
                from?: string;
                /** @description Last day of signing. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_OrderRow"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    customers_order_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderWrite"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    customers_order_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order_id: components["schemas"]["OrderId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    customers_order_edit: {
        parameters: {
            query?: never;
            header: {
                "If-Match": number;
            };
            path: {
                order_id: components["schemas"]["OrderId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderWrite"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    customers_order_cancel: {
        parameters: {
            query?: never;
            header: {
                "If-Match": number;
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path: {
                order_id: components["schemas"]["OrderId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    customers_payment_list: {
        parameters: {
            query?: {
                /** @description Rows of a page, 1 to 200; 50 when absent. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
                /** @description Text in the payment's or order's code, the customer's code or name. */
                search?: string;
                /** @description `received_on`, `code`, `amount`; with `-` descending. Newest first when absent. */
                sort?: string;
                customer_id?: components["schemas"]["CustomerId"];
                order_id?: components["schemas"]["OrderId"];
                /** @description `matched`, `unmatched`, `cancelled`. */
                state?: string;
                /** @description First day of receipt. */
                from?: string;
                /** @description Last day of receipt. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_PaymentRow"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    customers_payment_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PaymentWrite"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    customers_payment_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                payment_id: components["schemas"]["PaymentId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    customers_payment_edit: {
        parameters: {
            query?: never;
            header: {
                "If-Match": number;
            };
            path: {
                payment_id: components["schemas"]["PaymentId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PaymentWrite"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    customers_payment_cancel: {
        parameters: {
            query?: never;
            header: {
                "If-Match": number;
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path: {
                payment_id: components["schemas"]["PaymentId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    customers_payment_match: {
        parameters: {
            query?: never;
            header: {
                "If-Match": number;
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path: {
                payment_id: components["schemas"]["PaymentId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PaymentMatch"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    customers_product_list: {
        parameters: {
            query?: {
                /** @description Rows of a page, 1 to 200; 50 when absent. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
                /** @description Text in code, name or family. */
                search?: string;
                /** @description `code`, `name`, `family`; with `-` descending. */
                sort?: string;
                family?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ProductView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    customers_product_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProductWrite"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    customers_product_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                product_id: components["schemas"]["ProductId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    customers_product_edit: {
        parameters: {
            query?: never;
            header: {
                "If-Match": number;
            };
            path: {
                product_id: components["schemas"]["ProductId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProductWrite"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    customers_refund_list: {
        parameters: {
            query?: {
                /** @description Rows of a page, 1 to 200; 50 when absent. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
                /** @description Text in the refund's or payment's code, or the customer's name. */
                search?: string;
                /** @description `refunded_on`, `code`, `amount`; with `-` descending. Newest first when absent. */
                sort?: string;
                payment_id?: components["schemas"]["PaymentId"];
                /** @description First day. */
                from?: string;
                /** @description Last day. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_RefundView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    customers_refund_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefundWrite"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefundView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    customers_refund_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                refund_id: components["schemas"]["RefundId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefundView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    customers_refund_edit: {
        parameters: {
            query?: never;
            header: {
                "If-Match": number;
            };
            path: {
                refund_id: components["schemas"]["RefundId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefundWrite"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefundView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    customers_refund_cancel: {
        parameters: {
            query?: never;
            header: {
                "If-Match": number;
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path: {
                refund_id: components["schemas"]["RefundId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefundView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    goals_goal_list: {
        parameters: {
            query?: {
                measure?: string;
                calendar?: string;
                /** @description month, quarter, half_year, year */
                period_kind?: string;
                /** @description A name or first day; needs `calendar`. */
                period?: string;
                /** @description goal, sprint, challenge */
                level?: string;
                member_id?: components["schemas"]["MemberId"];
                unit_id?: components["schemas"]["UnitId"];
                /** @description What was published at this instant (RFC 3339), or at the end of this day; drafts are not in it. */
                as_of?: string;
                /** @description Rows on a page, 1 to 200; 50 when absent. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_GoalView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    goals_goal_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GoalCreate"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GoalView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    goals_goal_publish: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GoalPublish"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GoalPublished"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    goals_goal_spread: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GoalSpread"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GoalSpreadDone"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    goals_goal_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                goal_id: components["schemas"]["GoalId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GoalDetail"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    goals_goal_set: {
        parameters: {
            query?: never;
            header: {
                "If-Match": number;
            };
            path: {
                goal_id: components["schemas"]["GoalId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GoalSet"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GoalView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    goals_goal_delete: {
        parameters: {
            query?: never;
            header: {
                "If-Match": number;
            };
            path: {
                goal_id: components["schemas"]["GoalId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GoalView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    goals_goal_grid: {
        parameters: {
            query?: {
                measure?: string;
                calendar?: string;
                /** @description month, quarter, half_year, year */
                period_kind?: string;
                /** @description A name or first day; needs `calendar`. */
                period?: string;
                /** @description goal, sprint, challenge */
                level?: string;
                member_id?: components["schemas"]["MemberId"];
                unit_id?: components["schemas"]["UnitId"];
                /** @description What was published at this instant (RFC 3339), or at the end of this day; drafts are not in it. */
                as_of?: string;
                /** @description Rows on a page, 1 to 200; 50 when absent. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GoalGrid"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    incentives_decision_list: {
        parameters: {
            query?: {
                /** @description Rows of a page, 1 to 200; 50 when absent. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
                /** @description Text in a person's code or name, in the plan's title, or in the reason. */
                search?: string;
                /** @description `code`, `name`, `amount`, `decided_at`; with `-` descending. The latest first when absent. */
                sort?: string;
                plan_id?: components["schemas"]["PlanId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_DecisionView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    incentives_decision_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecisionCreate"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecisionView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    incentives_decision_open: {
        parameters: {
            query?: {
                /** @description Rows of a page, 1 to 200; 50 when absent. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
                /** @description Text in a person's code or name, or the plan's key or title. */
                search?: string;
                /** @description `code`, `name`, `period`, `amount`, `since`; with `-` descending. By code when absent. */
                sort?: string;
                plan_id?: components["schemas"]["PlanId"];
                /** @description `month`, `quarter`, `half_year`, `year` */
                period_kind?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_WaitingRow"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    incentives_objection_list: {
        parameters: {
            query?: {
                /** @description Rows of a page, 1 to 200; 50 when absent. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
                /** @description Text in the person's name or code, or in the reason. */
                search?: string;
                /** @description `made_at`, `name`; with `-` descending. Newest first when absent. */
                sort?: string;
                run_id?: components["schemas"]["RunId"];
                state?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ObjectionView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    incentives_objection_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ObjectionCreate"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ObjectionView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    incentives_objection_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                objection_id: components["schemas"]["ObjectionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ObjectionView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    incentives_objection_answer: {
        parameters: {
            query?: never;
            header: {
                "If-Match": number;
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path: {
                objection_id: components["schemas"]["ObjectionId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ObjectionAnswer"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ObjectionView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    incentives_plan_list: {
        parameters: {
            query?: {
                /** @description Rows of a page, 1 to 200; 50 when absent. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
                /** @description Text in key or title. */
                search?: string;
                /** @description `key`, `title`, `valid_from`; with `-` descending. */
                sort?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_PlanRow"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    incentives_plan_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanWrite"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    incentives_plan_check: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanWrite"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanCheckView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    incentives_plan_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                plan_id: components["schemas"]["PlanId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    incentives_plan_edit: {
        parameters: {
            query?: never;
            header: {
                "If-Match": number;
            };
            path: {
                plan_id: components["schemas"]["PlanId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanWrite"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    incentives_plan_delete: {
        parameters: {
            query?: never;
            header: {
                "If-Match": number;
            };
            path: {
                plan_id: components["schemas"]["PlanId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    incentives_plan_confirm: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path: {
                plan_id: components["schemas"]["PlanId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanConfirm"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanVersionRow"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    incentives_plan_publish: {
        parameters: {
            query?: never;
            header: {
                "If-Match": number;
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path: {
                plan_id: components["schemas"]["PlanId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    incentives_plan_versions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                plan_id: components["schemas"]["PlanId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_PlanVersionRow"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    incentives_plan_words: {
        parameters: {
            query?: {
                /** @description A published version; the draft when absent. */
                number?: number;
                /** @description The version to compare with; the one before when absent. */
                since?: number;
            };
            header?: never;
            path: {
                plan_id: components["schemas"]["PlanId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanWords"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    incentives_run_list: {
        parameters: {
            query?: {
                /** @description Rows of a page, 1 to 200; 50 when absent. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
                /** @description Text in the plan's key or title, or the period's name. */
                search?: string;
                /** @description `period`, `plan`, `state`, `made_at`; with `-` descending. The latest period first when absent. */
                sort?: string;
                /** @description A plan's key. */
                plan?: string;
                /** @description A period's name. */
                period?: string;
                state?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_RunRow"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    incentives_run_try: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RunTry"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    incentives_run_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run_id: components["schemas"]["RunId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    incentives_run_adjustments: {
        parameters: {
            query?: {
                /** @description Rows of a page, 1 to 200; 50 when absent. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
                /** @description Text in a person's code or name. */
                search?: string;
                /** @description `code`, `name`, `period`, `difference`; with `-` descending. By code when absent. */
                sort?: string;
            };
            header?: never;
            path: {
                run_id: components["schemas"]["RunId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_AdjustmentRow"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    incentives_run_export: {
        parameters: {
            query?: never;
            header: {
                "If-Match": number;
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path: {
                run_id: components["schemas"]["RunId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    incentives_run_lock: {
        parameters: {
            query?: never;
            header: {
                "If-Match": number;
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path: {
                run_id: components["schemas"]["RunId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    incentives_run_notice: {
        parameters: {
            query?: never;
            header: {
                "If-Match": number;
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path: {
                run_id: components["schemas"]["RunId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    incentives_run_pay: {
        parameters: {
            query?: never;
            header: {
                "If-Match": number;
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path: {
                run_id: components["schemas"]["RunId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RunPay"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    incentives_run_payments: {
        parameters: {
            query?: {
                /** @description `xlsx` (usual) or `csv` */
                format?: string;
                /**
                 * @description A TOML table `[columns]`: titles with `code`, `name`, `unit`, `period`, `component.KEY`, `earned`, `adjustments`,
                 *     `balance`, `total`, `copy`.
                 */
                template?: string;
            };
            header?: never;
            path: {
                run_id: components["schemas"]["RunId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": number[];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    incentives_run_reject: {
        parameters: {
            query?: never;
            header: {
                "If-Match": number;
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path: {
                run_id: components["schemas"]["RunId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RunReject"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    incentives_run_review_finance: {
        parameters: {
            query?: never;
            header: {
                "If-Match": number;
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path: {
                run_id: components["schemas"]["RunId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    incentives_run_review_lead: {
        parameters: {
            query?: never;
            header: {
                "If-Match": number;
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path: {
                run_id: components["schemas"]["RunId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    incentives_run_today: {
        parameters: {
            query?: {
                /** @description Rows of a page, 1 to 200; 50 when absent. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
                /** @description Text in a person's code or name. */
                search?: string;
                /** @description Only people whose amount has changed. */
                changed?: boolean;
            };
            header?: never;
            path: {
                run_id: components["schemas"]["RunId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_TodayRow"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    incentives_scenario_estimate: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EstimateAsk"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EstimateView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    incentives_scenario_forecast: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ForecastAsk"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ForecastView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    incentives_scenario_simulate: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SimulationAsk"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SimulationView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    incentives_statement_list: {
        parameters: {
            query?: {
                /** @description Rows on a page, 1 to 200; 50 when absent. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_StatementRow"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    incentives_statement_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                statement_id: components["schemas"]["StatementId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatementView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    incentives_statement_bridge: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                statement_id: components["schemas"]["StatementId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BridgeView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    incentives_statement_documents: {
        parameters: {
            query?: {
                /** @description Rows of a page, 1 to 200; 50 when absent. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
                /** @description Only those that this component pays for. */
                component?: string;
            };
            header?: never;
            path: {
                statement_id: components["schemas"]["StatementId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_StatementDocumentRow"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    incentives_statement_receipt: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                statement_id: components["schemas"]["StatementId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": number[];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    incentives_statement_today: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                statement_id: components["schemas"]["StatementId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatementToday"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    incentives_trial_list: {
        parameters: {
            query?: {
                /** @description Rows of a page, 1 to 200; 50 when absent. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
                /** @description Text in the plan's key or title, or the period's name. */
                search?: string;
                /** @description `made_at`, `period`, `plan`; with `-` descending. Newest first when absent. */
                sort?: string;
                /** @description A plan's key. */
                plan?: string;
                /** @description A period's name. */
                period?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_TrialView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    incentives_trial_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TrialCreate"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrialView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    incentives_trial_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                trial_id: components["schemas"]["TrialId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrialView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    incentives_trial_people: {
        parameters: {
            query?: {
                /** @description Rows of a page, 1 to 200; 50 when absent. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
                /** @description Text in the person's code or name. */
                search?: string;
                /** @description `code`, `name`, `total`; with `-` descending. The highest total first when absent. */
                sort?: string;
                unit_id?: components["schemas"]["UnitId"];
            };
            header?: never;
            path: {
                trial_id: components["schemas"]["TrialId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_StatementRow"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    ledger_calendar_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_CalendarView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    ledger_calendar_save: {
        parameters: {
            query?: never;
            header: {
                "If-Match": number;
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CalendarWrite"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalendarView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    ledger_document_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                document_id: components["schemas"]["DocumentId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    ledger_measure_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_MeasureView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    ledger_measure_publish: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MeasurePublish"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeasuresPublished"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    ledger_measure_preview: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MeasureFollow"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeasurePreview"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    ledger_measure_follow: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MeasureFollow"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeasureView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    ledger_period_get: {
        parameters: {
            query?: {
                kind?: string;
            };
            header?: never;
            path: {
                /** @description `natural`, or the key of another calendar. */
                calendar: string;
                /** @description `2026-03`, `2026-Q1`, `2026`, a listed name, or a first day. */
                period: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PeriodView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    ledger_total_list: {
        parameters: {
            query: {
                /** @description The measure's key. */
                measure: string;
                /** @description `natural` when absent. */
                calendar?: string;
                /** @description `2026-03`, `2026-Q1`, `2026`, a listed name, or a first day. */
                period: string;
                /** @description Which kind, where a name could mean several. */
                kind?: string;
                /** @description `person` (when absent) or `unit`. */
                by?: string;
                /** @description What was known at this instant (RFC 3339), or at the end of this day. */
                as_of?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TotalsView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    ledger_value_set: {
        parameters: {
            query?: never;
            header: {
                "If-Match": number;
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ValueWrite"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValueView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    ledger_workdays_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                year: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkdaysView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    ledger_workdays_save: {
        parameters: {
            query?: never;
            header: {
                "If-Match": number;
            };
            path: {
                year: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WorkdaysWrite"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkdaysView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    people_approval_list: {
        parameters: {
            query?: {
                /** @description Text in summary, reason, operation or the lock's label. */
                search?: string;
                /** @description `requested_at`, `operation`, `state` or `from`; with `-` before it the other way round. */
                sort?: string;
                /** @description `pending`, `approved`, `rejected` or `withdrawn`. */
                state?: string;
                limit?: number;
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ApprovalView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    people_approval_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApprovalCreate"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CorrectionView"];
                };
            };
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CorrectionView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    people_approval_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                approval_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    people_approval_approve: {
        parameters: {
            query?: never;
            header: {
                "If-Match": number;
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path: {
                approval_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    people_approval_reject: {
        parameters: {
            query?: never;
            header: {
                "If-Match": number;
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path: {
                approval_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApprovalReject"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    people_approval_withdraw: {
        parameters: {
            query?: never;
            header: {
                "If-Match": number;
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path: {
                approval_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    people_audit_list: {
        parameters: {
            query?: {
                /** @description The id of one thing. */
                subject?: string;
                limit?: number;
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_AuditRowView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    people_field_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FieldsView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    people_field_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FieldCreate"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FieldView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    people_field_edit: {
        parameters: {
            query?: never;
            header: {
                "If-Match": number;
            };
            path: {
                field_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FieldChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FieldView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    people_grade_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GradesView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    people_grade_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GradeCreate"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GradeView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    people_grade_edit: {
        parameters: {
            query?: never;
            header: {
                "If-Match": number;
            };
            path: {
                grade_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GradeChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GradeView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    people_grade_set_value: {
        parameters: {
            query?: never;
            header: {
                "If-Match": number;
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path: {
                grade_id: string;
                column: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ValueSet"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GradeView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    people_invitation_accept: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InvitationAccept"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInAnswer"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    people_member_list: {
        parameters: {
            query?: {
                /** @description Text in code or name. */
                search?: string;
                /** @description `code`, `name` or `joined_on`; with `-` before it the other way round. */
                sort?: string;
                /** @description This unit and all below it, today. */
                unit_id?: string;
                /** @description Also those who have left. */
                with_left?: boolean;
                limit?: number;
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_MemberItem"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    people_member_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MemberCreate"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    people_member_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                member_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    people_member_edit: {
        parameters: {
            query?: never;
            header: {
                "If-Match": number;
            };
            path: {
                member_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MemberChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    people_member_set_field: {
        parameters: {
            query?: never;
            header: {
                "If-Match": number;
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path: {
                member_id: string;
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ValueSet"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    people_member_invite: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path: {
                member_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InvitationCreate"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    people_member_leave: {
        parameters: {
            query?: never;
            header: {
                "If-Match": number;
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path: {
                member_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MemberLeave"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    people_member_rejoin: {
        parameters: {
            query?: never;
            header: {
                "If-Match": number;
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path: {
                member_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MemberTransfer"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    people_member_reset_login: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path: {
                member_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    people_role_grant: {
        parameters: {
            query?: never;
            header: {
                "If-Match": number;
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path: {
                member_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoleGrant"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    people_role_revoke: {
        parameters: {
            query?: never;
            header: {
                "If-Match": number;
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path: {
                member_id: string;
                grant_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    people_member_transfer: {
        parameters: {
            query?: never;
            header: {
                "If-Match": number;
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path: {
                member_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MemberTransfer"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    people_member_set_variable_pay: {
        parameters: {
            query?: never;
            header: {
                "If-Match": number;
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path: {
                member_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VariablePaySet"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    people_password_change: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    people_session_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    people_session_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInAnswer"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    people_session_delete: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    people_session_end: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    people_setting_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingsView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    people_setting_set: {
        parameters: {
            query?: never;
            header: {
                "If-Match": number;
            };
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettingChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    people_setup_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SetupView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    people_setup_run: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetupRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    people_unit_tree: {
        parameters: {
            query?: {
                /** @description Today, when absent. */
                on?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnitTreeView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    people_unit_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnitCreate"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnitView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    people_unit_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                unit_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnitView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    people_unit_rename: {
        parameters: {
            query?: never;
            header: {
                "If-Match": number;
            };
            path: {
                unit_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnitChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnitView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    people_unit_close: {
        parameters: {
            query?: never;
            header: {
                "If-Match": number;
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path: {
                unit_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnitClose"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnitView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    people_unit_move: {
        parameters: {
            query?: never;
            header: {
                "If-Match": number;
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path: {
                unit_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnitPlace"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnitView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    sheets_import_list: {
        parameters: {
            query?: {
                /** @description Rows on a page, 1 to 200; 50 when absent. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ImportView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    sheets_import_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["ImportUpload"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    sheets_import_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                batch_id: components["schemas"]["BatchId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    sheets_import_apply: {
        parameters: {
            query?: never;
            header: {
                "If-Match": number;
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path: {
                batch_id: components["schemas"]["BatchId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImportApply"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    sheets_import_discard: {
        parameters: {
            query?: never;
            header: {
                "If-Match": number;
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path: {
                batch_id: components["schemas"]["BatchId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    sheets_import_failed_rows: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                batch_id: components["schemas"]["BatchId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    sheets_import_file: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                batch_id: components["schemas"]["BatchId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": number[];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    sheets_import_undo: {
        parameters: {
            query?: never;
            header: {
                "If-Match": number;
                /** @description The same key and body again get the first answer, and nothing is carried out twice */
                "Idempotency-Key"?: string;
            };
            path: {
                batch_id: components["schemas"]["BatchId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    sheets_kind_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KindList"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    sheets_kind_template: {
        parameters: {
            query?: {
                /** @description xlsx (default) or csv */
                format?: string;
            };
            header?: never;
            path: {
                kind: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": number[];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    sheets_profile_list: {
        parameters: {
            query?: {
                /** @description Rows on a page, 1 to 200; 50 when absent. */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ProfileView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    sheets_profile_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProfileView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    sheets_profile_save: {
        parameters: {
            query?: never;
            header: {
                "If-Match": number;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProfileSave"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProfileView"];
                };
            };
            /** @description Refused, with the reason */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
}
