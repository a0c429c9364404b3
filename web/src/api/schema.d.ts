// Written by `npm run gen` from openapi.json. Do not edit.
export interface paths {
    "/api/sheets/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["sheets_import_list"];
        put?: never;
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
        post: operations["sheets_import_discard"];
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
        get: operations["sheets_kind_list"];
        put?: never;
        post?: never;
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
        get: operations["people_session_get"];
        put?: never;
        post: operations["people_session_create"];
        delete: operations["people_session_end"];
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
        post: operations["people_sessions_end"];
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
        get: operations["people_setup_get"];
        put?: never;
        post: operations["people_setup_create"];
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
        post: operations["people_invitation_accept"];
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
        get: operations["incentives_trial_list"];
        put?: never;
        post: operations["incentives_trial_create"];
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
        get: operations["incentives_plan_list"];
        put?: never;
        post?: never;
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
        get: operations["incentives_trial_statements"];
        put?: never;
        post?: never;
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
        get: operations["incentives_statement_get"];
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
        get: operations["incentives_statement_documents"];
        put?: never;
        post?: never;
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
        get: operations["ledger_period_get"];
        put?: never;
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
        get: operations["customers_order_list"];
        put?: never;
        post?: never;
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
        get: operations["customers_order_get"];
        put?: never;
        post?: never;
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
        get: operations["customers_payment_list"];
        put?: never;
        post?: never;
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
        get: operations["customers_refund_get"];
        put?: never;
        post?: never;
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
        get: operations["customers_payment_get"];
        put?: never;
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
        NamedRef: {
            id: string;
            name: string;
        };
        MemberRef: {
            id: string;
            code: string;
            name: string;
        };
        CodeRef: {
            id: string;
            code: string;
        };
        SessionView: {
            member: components["schemas"]["SessionMember"];
            organisation: {
                name: string;
                currency: string;
                time_zone: string;
            };
            roles: string[];
            locale: string;
            can: string[];
            demo: boolean;
        };
        SessionMember: {
            id: string;
            code: string;
            name: string;
            unit_name: string | null;
            position: string | null;
        };
        SessionCreate: {
            login: string;
            password: string;
            organisation_id?: string;
        };
        SetupView: {
            needed: boolean;
            demo_users: components["schemas"]["DemoUserView"][];
        };
        DemoUserView: {
            role: string;
            name: string;
            login: string;
            password: string;
            unit_name: string;
        };
        OrganisationChoice: {
            organisation_id: string;
            name: string;
        };
        ChooseView: {
            choose: components["schemas"]["OrganisationChoice"][];
        };
        SignInAnswer: components["schemas"]["SessionView"] | components["schemas"]["ChooseView"];
        SetupCreate: {
            token: string;
            organisation: string;
            currency: string;
            time_zone: string;
            login: string;
            password: string;
            name: string;
        };
        InvitationAccept: {
            token: string;
            password: string;
        };
        PlanRef: {
            id?: string | null;
            key: string;
            title: string;
            hash: string;
        };
        PeriodRef: {
            calendar: string;
            kind: string;
            name: string;
            from: string;
            to: string;
        };
        TrialView: {
            id: string;
            plan: components["schemas"]["PlanRef"];
            period: components["schemas"]["PeriodRef"];
            made_at: string;
            made_by?: string | null;
            people_count: number;
            total: string;
            currency: string;
            exceptions_count: number;
            state: string;
            can: string[];
        };
        PlanRow: {
            id: string;
            version: number;
            key: string;
            title: string;
            valid_from: string;
            valid_to: string;
            changed_at: string;
            state: string;
        };
        PlanList: {
            items: components["schemas"]["PlanRow"][];
            next: string | null;
            can: string[];
        };
        TrialCreate: {
            plan_id: string;
            period: string;
        };
        TrialList: {
            items: components["schemas"]["TrialView"][];
            next: string | null;
            can: string[];
        };
        ComponentPay: {
            key: string;
            title: string;
            pay: string;
        };
        MemberRefS: {
            id: string;
            code: string;
            name: string;
        };
        UnitRef: {
            id: string;
            name: string;
        };
        StatementRow: {
            id: string;
            trial_id: string;
            plan: components["schemas"]["PlanRef"];
            period: components["schemas"]["PeriodRef"];
            member: components["schemas"]["MemberRef"];
            unit?: null | components["schemas"]["UnitRef"];
            currency: string;
            total: string;
            components: components["schemas"]["ComponentPay"][];
            attainment?: string | null;
            exceptions: string[];
        };
        StatementList: {
            items: components["schemas"]["StatementRow"][];
            next: string | null;
            can: string[];
        };
        StepView: {
            code: string;
            depth: number;
            params: {
                [key: string]: string;
            };
            amount?: string | null;
        };
        StatementComponent: {
            key: string;
            title: string;
            kind: string;
            pay: string;
            reason?: string | null;
            attainment?: string | null;
            steps: components["schemas"]["StepView"][];
            unattributed: string;
        };
        StatementMeasure: {
            key: string;
            goal?: string | null;
            actual?: string | null;
            attainment?: string | null;
        };
        StatementView: {
            id: string;
            trial: {
                id: string;
                made_at: string;
                state: string;
            };
            plan: components["schemas"]["PlanRef"];
            period: components["schemas"]["PeriodRef"];
            member: components["schemas"]["MemberRef"];
            unit?: null | components["schemas"]["UnitRef"];
            currency: string;
            total: string;
            components: components["schemas"]["StatementComponent"][];
            measures: components["schemas"]["StatementMeasure"][];
            exceptions: string[];
            can: string[];
        };
        DocumentRef: {
            kind: string;
            id: string;
            code: string;
        };
        CustomerName: {
            id: string;
            name: string;
        };
        DocumentPart: {
            component: string;
            pay: string;
        };
        StatementDocumentRow: {
            document: components["schemas"]["DocumentRef"];
            day: string;
            customer?: null | components["schemas"]["CustomerName"];
            amount: string;
            measure: string;
            share?: string | null;
            parts: components["schemas"]["DocumentPart"][];
            refunds: components["schemas"]["DocumentRef"][];
        };
        DocumentList: {
            items: components["schemas"]["StatementDocumentRow"][];
            next: string | null;
            can: string[];
        };
        PeriodView: {
            calendar: string;
            kind: string;
            name: string;
            from: string;
            to: string;
            workdays: string[];
            holidays: string[];
            today: string;
            workdays_known: boolean;
        };
        OriginView: {
            batch_id: string;
            file: string;
            row: number;
            imported_at: string;
        };
        CustomerRef: {
            id: string;
            code: string;
            name: string;
        };
        PersonRef: {
            id: string;
            code: string;
            name: string;
        };
        OrderRef: {
            id: string;
            code: string;
        };
        PaymentRef: {
            id: string;
            code: string;
        };
        OrderRow: {
            id: string;
            code: string;
            customer?: null | components["schemas"]["CustomerRef"];
            owner?: null | components["schemas"]["PersonRef"];
            signed_on: string;
            due_on?: string | null;
            currency: string;
            net: string;
            gross: string;
            state: string;
        };
        OrderList: {
            items: components["schemas"]["OrderRow"][];
            next: string | null;
            can: string[];
        };
        ProductRef: {
            id: string;
            code: string;
            name: string;
            family: string;
        };
        LineView: {
            id: string;
            product?: null | components["schemas"]["ProductRef"];
            quantity: number;
            net: string;
            gross: string;
            unit_cost?: string | null;
        };
        OrderPayment: {
            id: string;
            code: string;
            received_on: string;
            amount: string;
            refunded: string;
            state: string;
        };
        OrderView: {
            id: string;
            version: number;
            code: string;
            customer?: null | components["schemas"]["CustomerRef"];
            owner?: null | components["schemas"]["PersonRef"];
            signed_on: string;
            due_on?: string | null;
            currency: string;
            net: string;
            gross: string;
            state: string;
            lines: components["schemas"]["LineView"][];
            splits: {
                member: components["schemas"]["PersonRef"];
                share: string;
            }[];
            payments: components["schemas"]["OrderPayment"][];
            origin?: null | components["schemas"]["OriginView"];
            can: string[];
        };
        PaymentRow: {
            id: string;
            version: number;
            code: string;
            customer?: null | components["schemas"]["CustomerRef"];
            order?: null | components["schemas"]["OrderRef"];
            received_on: string;
            currency: string;
            amount: string;
            account: string;
            state: string;
        };
        PaymentList: {
            items: components["schemas"]["PaymentRow"][];
            next: string | null;
            can: string[];
        };
        PaymentRefund: {
            id: string;
            code: string;
            refunded_on: string;
            amount: string;
            state: string;
        };
        PaymentView: {
            id: string;
            version: number;
            code: string;
            customer?: null | components["schemas"]["CustomerRef"];
            order?: null | components["schemas"]["OrderRef"];
            received_on: string;
            currency: string;
            amount: string;
            account: string;
            unmatched: string;
            state: string;
            refunds: components["schemas"]["PaymentRefund"][];
            origin?: null | components["schemas"]["OriginView"];
            can: string[];
        };
        RefundView: {
            id: string;
            version: number;
            code: string;
            payment: components["schemas"]["PaymentRef"];
            customer?: null | components["schemas"]["CustomerRef"];
            refunded_on: string;
            currency: string;
            amount: string;
            state: string;
            origin?: null | components["schemas"]["OriginView"];
            can: string[];
        };
        ImportCounts: {
            new: number;
            update: number;
            skip: number;
            failed: number;
            rounded: number;
        };
        CellNote: {
            column: string;
            code: string;
            params: Record<string, never>;
            text: string;
        };
        ImportRow: {
            row: number;
            verdict: string;
            cells: {
                [key: string]: string;
            };
            errors: components["schemas"]["CellNote"][];
            notes: components["schemas"]["CellNote"][];
        };
        ImportColumn: {
            key: string;
            title: string;
        };
        ImportWork: {
            state: string;
            problem?: Record<string, never> | null;
        };
        ImportView: {
            id: string;
            version: number;
            kind: string;
            file_name: string;
            file_hash: string;
            file_size: number;
            profile_name: string;
            state: string;
            row_count: number;
            counts: components["schemas"]["ImportCounts"];
            created_by: string;
            created_at: string;
            applied_at?: string | null;
            work?: null | components["schemas"]["ImportWork"];
            columns: components["schemas"]["ImportColumn"][];
            preview: components["schemas"]["ImportRow"][];
            failed_rows: components["schemas"]["ImportRow"][];
            can: string[];
        };
        ImportList: {
            items: components["schemas"]["ImportView"][];
            next: string | null;
            can: string[];
        };
        ImportApply: {
            rows: string;
        };
        ImportUpload: {
            kind: string;
            profile?: string | null;
            profile_text?: string | null;
            /** Format: binary */
            file: string;
        };
        KindView: {
            name: string;
            title: string;
        };
        KindList: {
            items: components["schemas"]["KindView"][];
            can: string[];
        };
        Problem: {
            type: string;
            status: number;
            code: string;
            params: {
                [key: string]: unknown;
            };
            fields: {
                path: string;
                code: string;
                params: {
                    [key: string]: unknown;
                };
            }[];
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
    sheets_import_list: {
        parameters: {
            query?: {
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
                    "application/json": components["schemas"]["ImportList"];
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
        };
    };
    sheets_import_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                batch_id: string;
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
        };
    };
    sheets_import_apply: {
        parameters: {
            query?: never;
            header: {
                "If-Match": string;
            };
            path: {
                batch_id: string;
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
        };
    };
    sheets_import_discard: {
        parameters: {
            query?: never;
            header: {
                "If-Match": string;
            };
            path: {
                batch_id: string;
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
                "application/json": components["schemas"]["SessionCreate"];
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
        };
    };
    people_session_end: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    people_sessions_end: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
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
        };
    };
    people_setup_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetupCreate"];
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
                    "application/json": components["schemas"]["SessionView"];
                };
            };
        };
    };
    incentives_trial_list: {
        parameters: {
            query?: {
                search?: string;
                sort?: string;
                after?: string;
                plan?: string;
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
                    "application/json": components["schemas"]["TrialList"];
                };
            };
        };
    };
    incentives_trial_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TrialCreate"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrialView"];
                };
            };
        };
    };
    incentives_plan_list: {
        parameters: {
            query?: {
                search?: string;
                sort?: string;
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
                    "application/json": components["schemas"]["PlanList"];
                };
            };
        };
    };
    incentives_trial_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                trial_id: string;
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
        };
    };
    incentives_trial_statements: {
        parameters: {
            query?: {
                search?: string;
                sort?: string;
                after?: string;
                unit_id?: string;
            };
            header?: never;
            path: {
                trial_id: string;
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
                    "application/json": components["schemas"]["StatementList"];
                };
            };
        };
    };
    incentives_statement_list: {
        parameters: {
            query?: {
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
                    "application/json": components["schemas"]["StatementList"];
                };
            };
        };
    };
    incentives_statement_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                statement_id: string;
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
        };
    };
    incentives_statement_documents: {
        parameters: {
            query?: {
                after?: string;
                component?: string;
            };
            header?: never;
            path: {
                statement_id: string;
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
                    "application/json": components["schemas"]["DocumentList"];
                };
            };
        };
    };
    ledger_period_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                calendar: string;
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
        };
    };
    customers_order_list: {
        parameters: {
            query?: {
                search?: string;
                sort?: string;
                after?: string;
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
                    "application/json": components["schemas"]["OrderList"];
                };
            };
        };
    };
    customers_order_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order_id: string;
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
        };
    };
    customers_payment_list: {
        parameters: {
            query?: {
                search?: string;
                sort?: string;
                after?: string;
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
                    "application/json": components["schemas"]["PaymentList"];
                };
            };
        };
    };
    customers_refund_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                refund_id: string;
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
        };
    };
    customers_payment_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                payment_id: string;
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
        };
    };
}
