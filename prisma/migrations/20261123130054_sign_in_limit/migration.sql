-- CreateTable
CREATE TABLE "sign_in_attempts" (
    "source_sha256" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,
    "wait_until" TIMESTAMPTZ(3),
    "refusal_told" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "sign_in_attempts_pkey" PRIMARY KEY ("source_sha256")
);

-- CreateIndex
CREATE INDEX "sign_in_attempts_last_at_idx" ON "sign_in_attempts"("last_at");
