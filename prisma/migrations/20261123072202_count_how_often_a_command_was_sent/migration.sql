-- AlterTable
ALTER TABLE "mdm_command" ADD COLUMN     "times_sent" INTEGER NOT NULL DEFAULT 0;
